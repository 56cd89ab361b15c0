using Dmm.Modeling.Model;
using Passthrough.Devices.Qemu;
using Passthrough.Multiplexing.Sharing;
using Passthrough.Scenarios;
using Passthrough.Tests.Qemu;

namespace Passthrough.Tests.Scenarios;

public class ScenarioBuilderTests
{
    [Fact]
    public void GuestsHaveTheirNamesAndWeights()
    {
        using var run = ScenarioBuilder.TryBuild(Repository.Scenario("weights"), out _);
        Assert.Equal([("alpha", 3.0), ("beta", 1.0)], run!.Multiplexer.Tenants.Select(tenant => (tenant.Guest.Name, tenant.Weight)));
    }

    [Fact]
    public void WithoutQemuItSaysWhatToInstall()
    {
        var plan = new QemuPlan(new QemuNicOptions { Device = "ne2k_pci", Program = "no-such-qemu" });
        Assert.Null(ScenarioBuilder.TryBuild(Repository.Scenario("default") with { Device = plan }, out var problem));
        Assert.StartsWith("the device cannot be made: ", problem, StringComparison.Ordinal);
        Assert.Contains("apt-get install qemu-system-x86", problem, StringComparison.Ordinal);
    }

    [QemuFact]
    public void EachGuestHasMemoryIfTheModelSpeaksOfIt()
    {
        var scenario = Repository.Scenario("qemu");
        Assert.Equal([false, false], OwnersOf(scenario, byteCount: 1));
        var window = new WindowInfo("memory", IsGuest: true, 0, ulong.MaxValue, scenario.Model.Windows[0].Location);
        var withDma = scenario with
        {
            Model = scenario.Model with { Windows = [.. scenario.Model.Windows, window] },
            Device = new QemuPlan(new QemuNicOptions { Device = "ne2k_pci", MemoryMib = 2 }),
        };
        Assert.Equal([true, true], OwnersOf(withDma, byteCount: 2 << 20));
        Assert.Equal([false, false], OwnersOf(withDma, byteCount: (2 << 20) + 1));

        static bool[] OwnersOf(Scenario scenario, uint byteCount)
        {
            using var run = ScenarioBuilder.TryBuild(scenario, out var problem);
            Assert.True(run is not null, problem);
            return [.. run.Multiplexer.Tenants.Select(tenant => tenant.Memory.Owns(0, byteCount))];
        }
    }

    [QemuFact]
    public void CopiesThatDoNotFitIntoTheMonitorsMemoryAreSaid()
    {
        var model = Repository.Scenario("e1000").Model;
        using var nic = Started.Nic(new() { Device = "e1000", Guests = 1 });
        Assert.Null(MonitorArea.ProblemOf(model, nic, ScenarioGrammar.MostGuests));
        Assert.Equal("what 120 guests give to the e1000 does not fit into the monitor's memory: the copies take 15.2 MiB; run fewer guests, or take structures out of the model",
            MonitorArea.ProblemOf(model, nic, 120));
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
