namespace Dmm.Compilation;

/// <summary>What runs the accesses of a monitor. All say the same; they differ in what they cost at the start and for each access.</summary>
public enum Engine
{
    /// <summary>The tables alone: nothing is compiled while a guest runs.</summary>
    Tables,

    /// <summary>Code for each slot from its first access on.</summary>
    Compiled,

    /// <summary>Code for those slots that were used often enough to pay for it.</summary>
    ByUse,
}
