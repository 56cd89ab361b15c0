namespace Dmm.Replaying.Explaining;

/// <summary>How the monitor came to know a value.</summary>
public enum KnownBy
{
    /// <summary>It is what the model says of a device at power-on; nothing was seen since.</summary>
    PowerOn,

    /// <summary>The guest wrote it, and the write was hooked.</summary>
    HookedWrite,

    /// <summary>The guest read it, and the read was hooked.</summary>
    HookedRead,

    /// <summary>The guest wrote it unseen; a live monitor would have found it by a probe.</summary>
    ProbedWrite,

    /// <summary>The guest read it unseen; a live monitor would have found it by a probe.</summary>
    ProbedRead,

    /// <summary>It is the cause that came with an interrupt.</summary>
    Interrupt,

    /// <summary>A transition or a rule set it.</summary>
    Effect,

    /// <summary>The monitor found it in an entry of a descriptor structure.</summary>
    Entry,

    /// <summary>A reset of the device set it.</summary>
    Reset,
}
