using System.Net.Sockets;
using System.Text;
using Passthrough.Scenarios;
using Passthrough.Serving;
using Passthrough.Tests.Qemu;

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

    /// <summary>Beta waits for alpha's turn of 300 ms, in which alpha may then take five times 900 ms to let go on a busy host.</summary>
    [Theory]
    [InlineData(4_801, true)]
    [InlineData(4_800, false)]
    public void TurnsLongerThanAVmmWaitsAreRefused(int timeoutMs, bool isFine)
    {
        var text = $"scenario: test\ndevice: {{ kind: simulated }}\nscheduler: {{ most_ms: 300 }}\nserve: {{ timeout_ms: {timeoutMs} }}\nguests: [{{ name: alpha, kind: vmm }}, {{ name: beta, kind: vmm }}]\n";
        var model = new ModelText("ne2k.yaml", File.ReadAllBytes(RepositoryFiles.PathOf("models/ne2k.yaml")));
        var result = ScenarioLoader.Load("test.yaml", Encoding.UTF8.GetBytes(text), model);
        Assert.Equal(isFine, result.Scenario is not null);
        if (!isFine)
            Assert.Equal((ScenarioCodes.Range, 4), (Assert.Single(result.Diagnostics).Code, result.Diagnostics[0].Location.Line));
    }

    [Fact]
    public void OptionsSayHowLongTheVmmWaits()
    {
        var folder = Directory.CreateTempSubdirectory().FullName;
        using var run = ServeBuilder.TryBuild(Load("serve: { timeout_ms: 60000 }\n" + Guests), folder, out _);
        Assert.Contains(run!.Guests[0].Options, option => option.Contains("\"x-msg-timeout\":60000", StringComparison.Ordinal));
    }

    [QemuFact]
    public void InterfaceThatIsNotThereIsSaidHowToMake()
    {
        var folder = Directory.CreateTempSubdirectory().FullName;
        using var run = ServeBuilder.TryBuild(Load("serve: { wire: tap, interface: \"none.0\" }\n" + Guests), folder, out var problem);
        if (run is not null)
            return; // a user who may make interfaces gets it
        Assert.Contains("the wire 'tap none.0' cannot be made", problem, StringComparison.Ordinal);
        Assert.Contains("ip tuntap add dev none.0", problem, StringComparison.Ordinal);
    }

    /// <summary>Two runs of 'vpio serve' would each be such a network for the other; here it is a socket of the test.</summary>
    [QemuFact]
    public void WireThatIsASocketListensInTheFolder()
    {
        var folder = Directory.CreateTempSubdirectory().FullName;
        using var run = ServeBuilder.TryBuild(Load("serve: { wire: socket }\n" + Guests), folder, out var problem);
        Assert.Null(problem);
        using var other = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        other.Connect(new UnixDomainSocketEndPoint(Path.Combine(folder, "wire.sock")));
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
