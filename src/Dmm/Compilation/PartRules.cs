namespace Dmm.Compilation;

/// <summary>What is judged at a slot when only some bytes of its register were read: by these bytes, a bit for each.</summary>
/// <param name="Rules">When the access is hooked.</param>
/// <param name="Observations">When it is not.</param>
internal sealed record PartRules(RuleRange[] Rules, RuleRange[] Observations);
