using Dmm.Modeling.Loading;
using Dmm.Modeling.Model;
using Dmm.Modeling.Yaml;
using Passthrough.Devices;
using Passthrough.Devices.Catalog;
using Passthrough.Guests.Workloads;
using Passthrough.Multiplexing;
using Passthrough.Nics;

namespace Passthrough.Scenarios;

/// <summary>Makes a <see cref="Scenario"/> of nodes in which no mistake was found.</summary>
internal static class ScenarioReader
{
    private const long NsPerUs = 1_000, NsPerMs = 1_000_000;

    public static Scenario Read(YamlMapping root, DeviceModel model)
    {
        var device = (YamlMapping)root["device"]!;
        var seed = root.Number("seed") ?? 1;
        return new Scenario
        {
            Title = root.Text("scenario")!,
            Model = model,
            Device = NicCatalog.WithQuirks(DeviceCatalog.Named(device.Text("kind")!).Read(device)),
            Seed = seed,
            UntilNs = (root["until"] as YamlMapping).Number("ms", Scenario.DefaultUntilMs) * NsPerMs,
            Sharing = Sharing(root["sharing"] as YamlMapping),
            Scheduler = Scheduler(root["scheduler"] as YamlMapping),
            PeerLatencyNs = (root["peer"] as YamlMapping).Number("latency_us", Scenario.DefaultLatencyUs) * NsPerUs,
            Guests = [.. root["guests"].Mappings().Select((guest, index) => Guest(guest, (ushort)(index + 1)))],
        };
    }

    private static SharingOptions Sharing(YamlMapping? keys)
    {
        var usual = new SharingOptions();
        return usual with
        {
            Frames = keys.Word("frames", usual.Frames),
            Denied = keys.Word("denied", usual.Denied),
            Hooks = keys.Word("hooks", usual.Hooks),
            DeadlineMs = keys.Number("deadline_ms", (int)usual.DeadlineMs),
            QueueFrames = keys.Number("queue_frames", usual.QueueFrames),
        };
    }

    private static SchedulerPlan Scheduler(YamlMapping? keys)
    {
        var usual = new SchedulerPlan();
        return new SchedulerPlan(keys.Number("least_ms", usual.LeastMs), keys.Number("most_ms", usual.MostMs));
    }

    private static GuestPlan Guest(YamlMapping keys, ushort number)
    {
        var address = keys.Text("address") is { } text ? KeyReading.Bytes(text) : UsualAddress.Of(number);
        var driver = NicCatalog.DriverNamed(keys.Text("driver")!).Read(keys["options"] as YamlMapping, address);
        return new GuestPlan(keys.Text("name")!, number, keys.Word("kind", GuestKind.Scripted), keys.Number("weight", 1), address, driver, Workload((YamlMapping)keys["workload"]!));
    }

    private static Workload Workload(YamlMapping keys)
    {
        var usual = new Workload { Frames = (uint)keys.Number("frames")! };
        var (least, most) = LengthRange.Read(keys.Text("bytes"));
        return usual with
        {
            LeastBytes = least,
            MostBytes = most,
            Window = keys.Number("window", usual.Window),
            PaceNs = keys.Number("pace_us", 0) * NsPerUs,
            Replies = (ushort)keys.Number("replies", usual.Replies),
            TimeoutNs = keys.Number("timeout_ms", (int)(usual.TimeoutNs / NsPerMs)) * NsPerMs,
        };
    }
}
