using Passthrough.Verification;

namespace Passthrough.Tests.Verification;

/// <summary>What hand-offs say against mutants of the model.</summary>
public class HandoffEvidenceTests
{
    private static readonly HandoffEvidence Evidence = Make();

    [Fact]
    public void TheUnchangedModelHolds() => Assert.Null(Evidence.Against(Verified.Model()));

    [Fact]
    public void AModelThatLetsGoOfTheDeviceWhileItSendsIsContradicted() =>
        Assert.Equal(HandoffEvidence.Kind, Evidence.Against(Verified.Careless())?.Kind);

    [Theory]
    [InlineData("  - { registers: [PAR, CURR, MAR], restore: write }\n")]
    [InlineData("  - { memory: ram, live: [ring, loaded], save: remote_read, restore: remote_write }\n")]
    public void AModelThatForgetsALineOfTheContextIsContradicted(string line)
    {
        Assert.Contains(line, Verified.Text, StringComparison.Ordinal);

        Assert.Equal(HandoffEvidence.Kind, Evidence.Against(Verified.Model(text: Verified.Text.Replace(line, "", StringComparison.Ordinal)))?.Kind);
    }

    [Fact]
    public void AModelThatAwaitsTheWrongCauseIsContradicted() =>
        Assert.Equal(HandoffEvidence.Kind, Evidence.Against(Verified.Model(text: Verified.Text.Replace("CNT: 5, RDC: 6", "CNT: 6, RDC: 5", StringComparison.Ordinal)))?.Kind);

    [Fact]
    public void ManyMayAskAtOnce()
    {
        var careless = Verified.Careless();
        var once = Evidence.Against(careless);

        Assert.All(Enumerable.Range(0, 3).AsParallel().Select(_ => Evidence.Against(careless)).ToList(), each => Assert.Equal(once, each));
    }

    [Fact]
    public void AModelThatDoesNotHoldIsNoBeginning()
    {
        Assert.Null(HandoffEvidence.Make(Verified.Simulated, Verified.Careless(), [3], 100, 1, out var problem));
        Assert.NotNull(problem);
    }

    private static HandoffEvidence Make()
    {
        var evidence = HandoffEvidence.Make(Verified.Simulated with { Frames = 6 }, Verified.Model(), [3], 100, 1, out var problem);
        Assert.True(evidence is not null, problem);
        return evidence;
    }
}
