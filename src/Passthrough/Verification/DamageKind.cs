namespace Passthrough.Verification;

/// <summary>Kinds of damage that a hand-off can do.</summary>
public enum DamageKind
{
    /// <summary>A register or a byte of memory did not read as it would have alone.</summary>
    Read,

    /// <summary>A frame was lost, altered, sent twice, or out of order.</summary>
    Frame,

    /// <summary>A guest did not come to its end.</summary>
    Stuck,

    /// <summary>An access was denied that would not have been alone.</summary>
    Denied,

    /// <summary>The device did not do what a procedure awaits.</summary>
    Device,
}
