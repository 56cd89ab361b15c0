using Dmm.Analysis.Mutation;
using Dmm.Modeling.Model;

namespace Dmm.Tests.Mutating;

public class MutationRunTests
{
    private static readonly MutationOptions Some = new() { MaxMutants = 12, Operators = ["drop-check", "toggle-reusable", "drop-guard"] };

    [Fact]
    public void TheNumberOfJobsChangesNothing() =>
        Assert.Equal(Run(Some with { Jobs = 1 }).Results, Run(Some with { Jobs = 4 }).Results);

    [Fact]
    public void ASeedChoosesASample()
    {
        var first = Run(Some).Results.Select(each => each.Mutant).ToList();

        Assert.Equal(12, first.Count);
        Assert.Equal(first, Run(Some).Results.Select(each => each.Mutant));
        Assert.NotEqual(first, Run(Some with { Seed = 2 }).Results.Select(each => each.Mutant));
    }

    [Fact]
    public void WhatIsNotTriedIsNeitherCaughtNorASurvivor()
    {
        var report = Run(Some with { LimitMs = 0 });

        Assert.Equal(0, report.Tried);
        Assert.DoesNotContain(report.Results, each => each.Survived || each.CaughtBy is not null);
    }

    [Fact]
    public void EvidenceOfOthersIsAskedLikeOurOwn()
    {
        var report = MutationRun.Run("ne2k.yaml", Mutants.File, [new AgainstFewContextItems()], Some with { Operators = ["drop-context"], MaxMutants = 100 });

        Assert.Equal(report.Tried, report.Caught);
        Assert.All(report.Results, each => Assert.Equal("hand-off", each.Source));
    }

    /// <summary>VP508 says that nothing is said of the PROM; to no guest that makes a difference.</summary>
    [Fact]
    public void AWarningCountsWhereNothingElseContradicts()
    {
        var lines = Run(Some with { Operators = ["drop-context"], MaxMutants = 100 }).Results;

        var prom = Assert.Single(lines, each => each.Mutant.Change.Contains("memory: prom", StringComparison.Ordinal));
        Assert.Equal(EvidenceKinds.Warning, prom.CaughtBy?.Kind);
        Assert.StartsWith("VP508", prom.CaughtBy!.Text, StringComparison.Ordinal);
        Assert.True(Assert.Single(lines, each => each.Mutant.Change.Contains("CLDA", StringComparison.Ordinal)).Survived);
    }

    private static MutationReport Run(MutationOptions options) => MutationRun.Run("ne2k.yaml", Mutants.File, [Mutants.Boot], options);

    private sealed class AgainstFewContextItems : IEvidence
    {
        public string Name => "hand-off";

        public Detection? Against(DeviceModel model) =>
            model.Context.Count < Mutants.Unchanged.Context.Count ? new Detection("hand-off", "a register is lost") : null;
    }
}
