namespace Dmm.Monitoring;

/// <summary>What is wrong with a descriptor structure itself, so that its entries could not be judged.</summary>
internal enum WalkFaultKind
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>The first entry of a ring that was not given yet is none of the ring.</summary>
    HeadOutside,

    /// <summary>The entry after the last one given is none of the ring.</summary>
    TailOutside,

    /// <summary>More entries were given than a walk visits.</summary>
    TooMany,

    /// <summary>A ring that a flag of an entry ends has no such entry among as many as are looked at.</summary>
    NoLast,

    /// <summary>An entry lies where the guest owns no memory.</summary>
    Foreign,
}
