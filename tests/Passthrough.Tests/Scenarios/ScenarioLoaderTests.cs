using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Passthrough.Devices.Qemu;
using Passthrough.Devices.Simulated;
using Passthrough.Multiplexing.Sharing;
using Passthrough.Nics.Ne2000;
using Passthrough.Scenarios;

namespace Passthrough.Tests.Scenarios;

public class ScenarioLoaderTests
{
    private const string Least = """
        scenario: as little as can be said
        device: { kind: simulated }
        guests:
          - { name: alpha, kind: scripted, driver: ne2000, workload: { frames: 7 } }
        """;

    private const string Most = """
        scenario: everything
        variant: qemu
        device: { kind: simulated, access_ns: 500, while_sending: loses }
        seed: 9
        until: { ms: 20 }
        sharing: { frames: drop, denied: machine_check, deadline_ms: 7, queue_frames: 3 }
        scheduler: { least_ms: 1, most_ms: 2 }
        peer: { latency_us: 40 }
        guests:
          - { name: alpha, kind: scripted, driver: ne2000, workload: { frames: 1 } }
          - name: beta
            kind: scripted
            driver: ne2000
            address: "52:54:00:0a:0B:0c"
            weight: 5
            workload: { frames: 3, bytes: 64..65, window: 6, pace_us: 8, replies: 0, timeout_ms: 9 }
            options:
              polled: true
              poll_us: 10
              transfer: 1
              runs: false
              transmit_page: 0x74
              transmit_buffers: 2
              ring_page: 0x41
              ring_end: 0x70
              boundary: at_next
              leaves_transmit_cause: true
              interrupt_mask: 0x11
              promiscuous: true
              groups: ["01:00:5e:00:00:42"]
              splits_setup: true
              reads_back_every: 12
              not_read_back: not_on_qemu
              rests_on_page_1: true
              recovers_every: 13
              tests_itself_every: 17
              restarts_every: 18
              transmit_timeout_ms: 14
              most_recoveries: 15
              escapes_every: 16
        """;

    [Fact]
    public void WhatIsNotSaidIsAsTheRecordsHaveIt()
    {
        var scenario = Load(Least);
        Assert.Equal("dp8390", scenario.Model.Variant);
        Assert.Equal(1_000, Assert.IsType<SimulatedPlan>(scenario.Device).Options.AccessNs);
        Assert.Equal(new SharingOptions(), scenario.Sharing);
        Assert.Equal((1UL, 10_000_000_000, new SchedulerPlan(10, 100), 200_000), (scenario.Seed, scenario.UntilNs, scenario.Scheduler, scenario.PeerLatencyNs));
        var guest = (WorkloadGuestPlan)Assert.Single(scenario.Guests);
        Assert.Equal((1, 1), (guest.Number, guest.Weight));
        Assert.Equal([2, 0, 0, 0, 0, 1], guest.Address);
        Assert.Equal(new() { Frames = 7 }, guest.Workload);
        var plan = Assert.IsType<Ne2000Plan>(guest.Driver);
        Assert.Equal(new Ne2000DriverOptions { FindsAddress = true }, plan.Options with { StationAddress = null, Groups = new Ne2000DriverOptions().Groups });
        Assert.Equal(0, plan.EscapesEvery);
    }

    [Fact]
    public void EverythingThatIsSaidIsRead()
    {
        var scenario = Load(Most);
        Assert.Equal("qemu", scenario.Model.Variant);
        var device = Assert.IsType<SimulatedPlan>(scenario.Device).Options;
        Assert.Equal((500, StopWhileSending.Loses), (device.AccessNs, device.WhileSending));
        Assert.Equal(new SharingOptions { Frames = FramePolicy.Drop, Denied = DenialPolicy.MachineCheck, DeadlineMs = 7, QueueFrames = 3 }, scenario.Sharing);
        Assert.Equal((9UL, 20_000_000, new SchedulerPlan(1, 2), 40_000), (scenario.Seed, scenario.UntilNs, scenario.Scheduler, scenario.PeerLatencyNs));
        var guest = (WorkloadGuestPlan)scenario.Guests[1];
        Assert.Equal(("beta", 2, 5, GuestCatalog.Scripted), (guest.Name, guest.Number, guest.Weight, guest.Kind));
        Assert.Equal([0x52, 0x54, 0, 0x0a, 0x0b, 0x0c], guest.Address);
        Assert.Equal(new() { Frames = 3, LeastBytes = 64, MostBytes = 65, Window = 6, PaceNs = 8_000, Replies = 0, TimeoutNs = 9_000_000 }, guest.Workload);
    }

    [Fact]
    public void EveryOptionOfADriverIsRead()
    {
        var plan = Assert.IsType<Ne2000Plan>(((WorkloadGuestPlan)Load(Most).Guests[1]).Driver);
        Assert.Equal([0x01, 0, 0x5e, 0, 0, 0x42], Assert.Single(plan.Options.Groups));
        Assert.Equal([0x52, 0x54, 0, 0x0a, 0x0b, 0x0c], plan.Options.StationAddress);
        var expected = new Ne2000DriverOptions
        {
            StationAddress = plan.Options.StationAddress, FindsAddress = true, Groups = plan.Options.Groups,
            IsPolled = true, PollNs = 10_000, TransferBytes = 1, MovesInRuns = false, FirstTransmitPage = 0x74, HasTwoTransmitBuffers = true,
            FirstRingPage = 0x41, EndOfRing = 0x70, Boundary = BoundaryConvention.AtNext, LeavesTransmitCause = true, InterruptMask = 0x11,
            IsPromiscuous = true, SplitsSetup = true, ReadsBackEvery = 12, NotReadBack = Ne2000Readback.NotOnQemu, RestsOnPage1 = true,
            RecoversEvery = 13, TestsItselfEvery = 17, RestartsEvery = 18, TransmitTimeoutNs = 14_000_000, MostRecoveries = 15,
        };
        Assert.Equal(expected, plan.Options);
        Assert.Equal(16, plan.EscapesEvery);
    }

    [Fact]
    public void EveryKeyOfADriverIsInTheTestAbove() =>
        Assert.All(Ne2000Keys.All, key => Assert.Contains($"      {key.Name}: ", Most, StringComparison.Ordinal));

    [Fact]
    public void AModelIsLookedForFromTheFolderOfTheScenario()
    {
        var loaded = ScenarioLoader.Load(RepositoryFiles.PathOf("scenarios", "another.yaml"), Encoding.UTF8.GetBytes("model: ../models/ne2k.yaml\n" + Least));
        Assert.Equal("ne2k", loaded.Scenario?.Model.Name);
    }

    [Fact]
    public void WithoutAModelOfTheProgramOneMustBeNamed() =>
        Assert.Equal(ScenarioCodes.Model, Assert.Single(ScenarioLoader.Load("a.yaml", Encoding.UTF8.GetBytes(Least)).Diagnostics).Code);

    [Fact]
    public void AQemuDeviceHasTheNameThatWasGiven()
    {
        var scenario = Load(Least.Replace("kind: simulated", "kind: qemu, device: ne2k_pci", StringComparison.Ordinal));
        Assert.Equal("ne2k_pci", Assert.IsType<QemuPlan>(scenario.Device).Options.Device);
    }

    [Fact]
    public void NoBytesMakeItThrow() =>
        Prop.ForAll<byte[]>(bytes => ScenarioLoader.Load("a.yaml", bytes, BrokenScenario.Usual).Scenario is null).QuickCheckThrowOnFailure();

    [Fact]
    public void NoCutOrChangeOfAScenarioMakesItThrow()
    {
        var text = Encoding.UTF8.GetBytes(Most);
        var changes = Gen.Choose(0, text.Length - 1).Zip(Gen.Elements(":{}[],-\"'\n\t#0a ".ToCharArray()));
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), Prop.ForAll(changes.ToArbitrary(), change =>
        {
            var changed = text.ToArray();
            changed[change.Item1] = (byte)change.Item2;
            var loaded = ScenarioLoader.Load("a.yaml", changed, BrokenScenario.Usual);
            var cut = ScenarioLoader.Load("a.yaml", text.AsSpan(0, change.Item1), BrokenScenario.Usual);
            return loaded.Scenario is null == loaded.Diagnostics.Count > 0 && cut.Scenario is null == cut.Diagnostics.Count > 0;
        }));
    }

    private static Scenario Load(string text)
    {
        var loaded = ScenarioLoader.Load("a.yaml", Encoding.UTF8.GetBytes(text), BrokenScenario.Usual);
        Assert.True(loaded.Scenario is not null, string.Join('\n', loaded.Diagnostics));
        return loaded.Scenario;
    }
}
