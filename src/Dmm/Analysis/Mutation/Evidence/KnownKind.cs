namespace Dmm.Analysis.Mutation.Evidence;

/// <summary>What can be said of a device at a moment of a recording.</summary>
internal enum KnownKind
{
    /// <summary>The access before is to be denied.</summary>
    Denied,

    /// <summary>The device can be handed over.</summary>
    Reusable,

    /// <summary>It cannot.</summary>
    NotReusable,

    /// <summary>Frames can come in.</summary>
    Listening,

    /// <summary>They cannot.</summary>
    NotListening,

    /// <summary>A frame to an address is taken.</summary>
    Takes,

    /// <summary>It is not.</summary>
    TakesNot,

    /// <summary>Which bytes of a window a hand-off must carry over.</summary>
    Live,

    /// <summary>The value of a register.</summary>
    Value,
}
