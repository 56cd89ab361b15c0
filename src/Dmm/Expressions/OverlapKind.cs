namespace Dmm.Expressions;

/// <summary>What is known about two conditions and one event.</summary>
internal enum OverlapKind
{
    /// <summary>No event makes both true.</summary>
    Disjoint,

    /// <summary>Some event makes both true, and here it is.</summary>
    Overlapping,

    /// <summary>Too many bits matter to try them all, and those that were tried did not make both true.</summary>
    Undecided,
}
