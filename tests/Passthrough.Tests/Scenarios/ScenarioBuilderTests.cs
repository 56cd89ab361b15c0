using Passthrough.Devices.Qemu;
using Passthrough.Scenarios;

namespace Passthrough.Tests.Scenarios;

public class ScenarioBuilderTests
{
    [Fact]
    public void GuestsHaveTheirNamesAndWeights()
    {
        using var run = ScenarioBuilder.TryBuild(Repository.Scenario("weights"), out _);
        Assert.Equal([("alpha", 3.0), ("beta", 1.0)], run!.Multiplexer.Seats.Select(seat => (seat.Guest.Name, seat.Weight)));
    }

    [Fact]
    public void WithoutQemuItSaysWhatToInstall()
    {
        var plan = new QemuPlan(new QemuNicOptions { Device = "ne2k_pci", Program = "no-such-qemu" });
        Assert.Null(ScenarioBuilder.TryBuild(Repository.Scenario("default") with { Device = plan }, out var problem));
        Assert.StartsWith("the device cannot be made: ", problem, StringComparison.Ordinal);
        Assert.Contains("apt-get install qemu-system-x86", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void ARunEndsAtItsTime()
    {
        using var run = ScenarioBuilder.TryBuild(Repository.Scenario("default") with { UntilNs = 5_000_000 }, out _);
        run!.Run();
        Assert.InRange(run.Multiplexer.NowNs, 5_000_000, 10_000_000);
        Assert.False(RunSummary.Of(run).IsClean);
    }

    [Fact]
    public void ARunThatIsCancelledEndsBetweenTwoSteps()
    {
        using var run = ScenarioBuilder.TryBuild(Repository.Scenario("default"), out _);
        using var cancel = new CancellationTokenSource();
        var calls = 0;
        run!.Run(() =>
        {
            if (++calls == 3)
                cancel.Cancel();
        }, cancel.Token);
        Assert.Equal(3, calls);
    }
}
