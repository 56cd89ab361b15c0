namespace Dmm.Analysis.Trying;

/// <summary>What a line of a script does.</summary>
internal enum TryStepKind
{
    /// <summary>The guest writes a register.</summary>
    Write,

    /// <summary>The guest reads a register.</summary>
    Read,

    /// <summary>The guest stores bytes in its memory.</summary>
    Store,

    /// <summary>The device interrupts.</summary>
    Interrupt,

    /// <summary>The monitor reads a register for itself.</summary>
    Probe,

    /// <summary>The access before is denied.</summary>
    ExpectDenied,

    /// <summary>The access before is allowed.</summary>
    ExpectAllowed,

    /// <summary>Something is said of the device.</summary>
    ExpectFact,
}
