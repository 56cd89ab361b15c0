using Passthrough.Guests;
using Passthrough.Multiplexing.Sharing;
using Passthrough.Scenarios;
using Passthrough.Tests.Kvm;
using Passthrough.Tests.Qemu;

namespace Passthrough.Tests.Scenarios;

/// <summary>What the scenarios of the repository are there to show.</summary>
[Collection(GuestCollection.Name)]
public class ShippedScenarioTests
{
    [Fact]
    public void TwoGuestsLoseNothing() => AssertClean(Run("default"));

    [QemuFact]
    public void NorDoTheyOnQemu() => AssertClean(Run("qemu"));

    /// <summary>A PCnet, an RTL8139 in both modes, a tulip and a virtio device are handed on in the middle of rings that they take up at their first entry.</summary>
    [QemuTheory]
    [InlineData("e1000")]
    [InlineData("pcnet")]
    [InlineData("rtl8139")]
    [InlineData("rtl8139-cplus")]
    [InlineData("tulip")]
    [InlineData("virtio")]
    public void NorDoTheyOnANicThatReachesMemory(string name)
    {
        var summary = Run(name);
        AssertClean(summary);
        Assert.InRange(summary.Multiplexer.Handoffs.Count, 20, long.MaxValue);
    }

    /// <summary>Its blocks are copied with all that stands behind them, and its areas are the monitor's.</summary>
    [QemuFact]
    public void NorDoTheyOnAnI82559()
    {
        var summary = Run("i8255x");
        AssertClean(summary);
        Assert.InRange(summary.Multiplexer.Handoffs.Count, 20, long.MaxValue);
    }

    [KvmFact]
    public void NorDoVirtualMachines() => AssertClean(Run("kvm"));

    [Fact]
    public void TheSameSeedGivesTheSameRun()
    {
        var (first, second) = (Run("default"), Run("default"));
        Assert.Equal(first.ElapsedNs, second.ElapsedNs);
        Assert.Equal(first.Guests.Select(guest => guest.Counts.Accesses), second.Guests.Select(guest => guest.Counts.Accesses));
        Assert.Equal(first.Multiplexer.Handoffs.Accesses, second.Multiplexer.Handoffs.Accesses);
    }

    [Fact]
    public void AnotherSeedGivesAnotherRun() =>
        Assert.NotEqual(Run("default").ElapsedNs, Run("default", scenario => scenario with { Seed = 2 }).ElapsedNs);

    [Fact]
    public void DroppedFramesAreLostAndCounted()
    {
        var summary = Run("frames-drop");
        Assert.False(summary.IsClean);
        Assert.All(summary.Guests, guest =>
        {
            Assert.InRange(guest.Report.FramesLost, 1, guest.Counts.FramesDropped);
            Assert.Equal(GuestOutcome.Done, guest.Report.Outcome);
        });
    }

    [Theory]
    [InlineData(FramePolicy.Hold)]
    [InlineData(FramePolicy.Switch)]
    public void FramesThatAreKeptAreNotLost(FramePolicy policy) =>
        AssertClean(Run("frames-drop", scenario => scenario with { Sharing = scenario.Sharing with { Frames = policy } }));

    [Fact]
    public void SwitchedFramesAreThereSoonerThanHeldOnes()
    {
        var held = Run("frames-drop", scenario => scenario with { Sharing = scenario.Sharing with { Frames = FramePolicy.Hold } });
        var switched = Run("frames-drop", scenario => scenario with { Sharing = scenario.Sharing with { Frames = FramePolicy.Switch } });
        Assert.All(switched.Guests.Zip(held.Guests), pair => Assert.InRange(pair.First.MeanWaitNs, 0, pair.Second.MeanWaitNs));
    }

    [Fact]
    public void AHeavierGuestHasTheDeviceLonger()
    {
        var summary = Run("weights");
        AssertClean(summary);
        Assert.InRange((double)summary.Guests[0].OwnedNs / summary.Guests[1].OwnedNs, 2.5, 3.8);
    }

    [Fact]
    public void AnEscapeIsDeniedAndTheOtherGuestDoesNotNotice()
    {
        var summary = Run("escape");
        var (alpha, mallory) = (summary.Guests[0], summary.Guests[1]);
        Assert.True(alpha.IsClean);
        Assert.Equal((0, 4), (alpha.Counts.Denied, mallory.Counts.Denied));
        Assert.Equal(GuestOutcome.Done, mallory.Report.Outcome);
        Assert.All(summary.Multiplexer.Incidents.Kept, incident => Assert.Contains("remote_read_on_card: remote DMA must read on-card RAM or the PROM", incident.Text, StringComparison.Ordinal));
        Assert.Equal(4, summary.Multiplexer.Incidents.Count);
    }

    [Fact]
    public void AnEscapeCanCostTheGuestItsLife()
    {
        var summary = Run("escape", scenario => scenario with { Sharing = scenario.Sharing with { Denied = DenialPolicy.Stop } });
        Assert.True(summary.Guests[0].IsClean);
        Assert.Equal((1, GuestOutcome.Running), (summary.Guests[1].Counts.Denied, summary.Guests[1].Report.Outcome));
    }

    private static void AssertClean(RunSummary summary) =>
        Assert.True(summary.IsClean, string.Join('\n', summary.Guests.Select(guest => $"{guest.Plan.Name}: {guest.Report} {guest.AtPeer}").Concat(summary.Multiplexer.Incidents.Kept.Select(each => each.Text))));

    private static RunSummary Run(string name, Func<Scenario, Scenario>? change = null)
    {
        var scenario = Repository.Scenario(name);
        using var run = ScenarioBuilder.TryBuild(change?.Invoke(scenario) ?? scenario, out var problem);
        Assert.True(run is not null, problem);
        run.Run();
        return RunSummary.Of(run);
    }
}
