using Dmm.Modeling.Loading;
using Dmm.Modeling.Model;
using Dmm.Modeling.Yaml;
using Passthrough.Devices;
using Passthrough.Devices.Catalog;
using Passthrough.Multiplexing.Sharing;
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
        var guests = root["guests"].Mappings().Select((guest, index) => Guest(guest, (ushort)(index + 1))).ToList();
        var hasMachines = guests.Exists(guest => guest is VmmGuestPlan);
        return new Scenario
        {
            Title = root.Text("scenario")!,
            Model = model,
            Device = NicCatalog.WithQuirks(DeviceCatalog.Named(device.Text("kind")!).Read(device)),
            Seed = seed,
            UntilNs = (root["until"] as YamlMapping).Number("ms", Scenario.DefaultUntilMs) * NsPerMs,
            Sharing = Sharing(root["sharing"] as YamlMapping, hasMachines ? new SharingOptions { DeadlineMs = SchedulerPlan.DeadlineMsOfMachines } : new SharingOptions()),
            Scheduler = Scheduler(root["scheduler"] as YamlMapping, hasMachines ? SchedulerPlan.OfMachines : new SchedulerPlan()),
            HasEnd = root["until"] is not null,
            Serve = Serve(root["serve"] as YamlMapping),
            PeerLatencyNs = (root["peer"] as YamlMapping).Number("latency_us", Scenario.DefaultLatencyUs) * NsPerUs,
            Guests = guests,
        };
    }

    private static SharingOptions Sharing(YamlMapping? keys, SharingOptions usual)
    {
        return usual with
        {
            Frames = keys.Word("frames", usual.Frames),
            Promiscuous = keys.Word("promiscuous", usual.Promiscuous),
            Spoofing = keys.Word("spoofing", usual.Spoofing),
            Denied = keys.Word("denied", usual.Denied),
            Waiting = keys.Word("waiting", usual.Waiting),
            Hooks = keys.Word("hooks", usual.Hooks),
            DeadlineMs = keys.Number("deadline_ms", (int)usual.DeadlineMs),
            QueueFrames = keys.Number("queue_frames", usual.QueueFrames),
        };
    }

    private static SchedulerPlan Scheduler(YamlMapping? keys, SchedulerPlan usual)
    {
        return new SchedulerPlan(keys.Number("least_ms", usual.LeastMs), keys.Number("most_ms", usual.MostMs));
    }

    private static ServePlan Serve(YamlMapping? keys)
    {
        var usual = new ServePlan();
        return new ServePlan((byte)keys.Number("revision", usual.Revision), keys.Word("wire", usual.Wire), keys?.Text("interface") ?? usual.Interface, keys.Number("timeout_ms", usual.TimeoutMs))
        {
            Tftp = keys?.Text("tftp"),
            BootFile = keys?.Text("boot_file"),
        };
    }

    private static GuestPlan Guest(YamlMapping keys, ushort number)
    {
        var address = keys.Text("address") is { } text ? KeyReading.Bytes(text) : UsualAddress.Of(number);
        return GuestCatalog.Named(keys.Text("kind")!).Read(keys, new GuestIdentity(keys.Text("name")!, number, keys.Number("weight", 1), address));
    }
}
