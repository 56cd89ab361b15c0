using Dmm.Hooking;
using Dmm.Modeling.Model;

namespace Dmm.Analysis.Coverage;

/// <summary>How much of a model some recordings covered.</summary>
/// <param name="Model">The model.</param>
/// <param name="Recordings">How many were played.</param>
/// <param name="Accesses">Their accesses.</param>
/// <param name="Items">Everything that can be covered, by kind and in the order of the model.</param>
public sealed record CoverageReport(DeviceModel Model, int Recordings, long Accesses, IReadOnlyList<CoverageItem> Items)
{
    /// <summary>Rules that no recording can cover: no access shows all of the register that they wait for, and a live monitor probes it.</summary>
    public IReadOnlyList<RuleInfo> ProbedRules { get; } = [.. Model.Rules.Where(PartialReads.IsForProbesAlone)];

    /// <summary>What of one kind is covered, and how much there is.</summary>
    public (int Covered, int All) Of(CoverageKind kind)
    {
        var items = Items.Where(item => item.Kind == kind).ToList();
        return (items.Count(item => item.IsCovered), items.Count);
    }
}
