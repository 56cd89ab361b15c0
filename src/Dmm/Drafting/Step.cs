namespace Dmm.Drafting;

/// <summary>One access of a recording.</summary>
internal readonly record struct Step(SeenPlace Place, bool IsWrite, ulong Value);
