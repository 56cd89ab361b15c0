namespace Passthrough.Verification.Isolation;

/// <summary>Where the bytes of a guest lie that nobody else may see.</summary>
internal enum CanaryKind
{
    /// <summary>Memory on the card.</summary>
    Card,

    /// <summary>The guest's own memory.</summary>
    Memory,

    /// <summary>Frames that it sends.</summary>
    Sent,

    /// <summary>Frames that come for it.</summary>
    Received,
}
