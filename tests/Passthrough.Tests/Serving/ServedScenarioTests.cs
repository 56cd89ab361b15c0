using System.Text;
using Passthrough.Scenarios;
using Passthrough.Serving;

namespace Passthrough.Tests.Serving;

public sealed class ServedScenarioTests
{
    private const string Guests = "guests: [{ name: alpha, kind: vmm }]\n";

    [Fact]
    public void UnmodifiedGuestsHaveShortTurnsAndAnOwnerHasTimeToLetGo()
    {
        var scenario = Load(Guests);
        Assert.Equal(new SchedulerPlan(5, 50), scenario.Scheduler);
        Assert.Equal(900, scenario.Sharing.DeadlineMs);
        Assert.Equal(new VmmGuestPlan(scenario.Guests[0].Identity, 256, null), scenario.Guests[0]);
    }

    [Fact]
    public void EachKeyOfAMachineThatIsStartedIsRead()
    {
        var plan = Assert.IsType<VmmGuestPlan>(Load("guests: [{ name: a, kind: qemu, memory_mib: 64, program: q, kernel: k, initrd: i, append: c }]\n").Guests[0]);
        Assert.Equal((64, new VmmBoot("q", "k", "i", "c")), (plan.MemoryMib, plan.Boot));
    }

    [Fact]
    public void MuxSaysWhoServesSuchAGuest()
    {
        Assert.Null(ScenarioBuilder.TryBuild(Load(Guests), out var problem));
        Assert.Contains("'vpio serve' serves", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void ServeSaysWhoRunsAGuestWithADriver()
    {
        Assert.Null(ServeBuilder.TryBuild(Load("guests: [{ name: a, kind: scripted, driver: ne2000, workload: { frames: 1 } }]\n"), "unused", out var problem));
        Assert.Contains("'vpio mux' runs", problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("scheduler: { most_ms: 900 }\n", false)]
    [InlineData("scheduler: { most_ms: 901 }\n", true)]
    public void TurnsThatGuestsComplainOfAreWarnedOf(string scheduler, bool isWarned)
    {
        var folder = Directory.CreateTempSubdirectory().FullName;
        using var run = ServeBuilder.TryBuild(Load(scheduler + Guests), folder, out _);
        Assert.Equal(isWarned, run!.Warning is not null);
    }

    [Fact]
    public void OptionsAttachTheDeviceOfThePlace()
    {
        var folder = Directory.CreateTempSubdirectory().FullName;
        using var run = ServeBuilder.TryBuild(Load(Guests), folder, out _);
        Assert.Contains(run!.Guests[0].Options, option => option.Contains($"\"path\":\"{folder}/alpha.sock\"", StringComparison.Ordinal));
        Assert.Contains("memory-backend-memfd,id=ram0,size=256M,share=on", run.Guests[0].Options);
    }

    private static Scenario Load(string rest)
    {
        var model = new ModelText("ne2k.yaml", File.ReadAllBytes(RepositoryFiles.PathOf("models/ne2k.yaml")));
        var result = ScenarioLoader.Load("test.yaml", Encoding.UTF8.GetBytes("scenario: test\ndevice: { kind: simulated }\n" + rest), model);
        return result.Scenario ?? throw new InvalidOperationException(string.Join('\n', result.Diagnostics));
    }
}
