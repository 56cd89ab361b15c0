using Dmm.Modeling.Grammar;
using Dmm.Modeling.Yaml;
using Passthrough.Devices.Catalog;
using Passthrough.Guests.Workloads;
using Passthrough.Nics;

namespace Passthrough.Scenarios;

/// <summary>The language of scenarios: every key, its meaning and its bounds, declared once for loader, JSON Schema and docs/scenarios.md.</summary>
internal static class ScenarioGrammar
{
    public const int MostGuests = 16;

    private const int MostFrames = 1_000_000, MostMs = 3_600_000, MostWeight = 100, MostUs = 10_000_000;
    private const int MostQueued = 65_536, MostReplies = 64, MostTurnMs = 10_000;

    public static readonly FileKind File = new("scenario", "scenario",
        "begin with 'scenario: A TITLE'; docs/scenarios.md shows a small whole one", "write the value out", "describe one scenario per file");

    private static readonly Shape Until = new RecordShape("an end",
        new Key("ms", new NumberShape(1, MostMs), "Milliseconds", "Milliseconds of the device's time.", Required: true));

    private static readonly Shape Sharing = new RecordShape("rules of sharing",
        new Key("frames", new ChoiceShape(
            ("drop", "the NIC takes what its owner wants; everything else is lost, and counted"),
            ("switch", "frames of others are kept, and the device goes to their addressee as soon as it can"),
            ("hold", "frames of others are kept until it is their addressee's turn")), "Frames of others", "What becomes of a frame for a guest that does not own the device: hold when left out."),
        new Key("denied", new ChoiceShape(
            ("ignore", "a write is dropped, a read gives all ones"),
            ("machine_check", "the same, and the guest gets a machine check"),
            ("reset", "the guest loses the device until its driver resets it"),
            ("stop", "the guest is not run any more")), "Denied accesses", "What follows when an access is denied; the device never sees it. ignore when left out."),
        new Key("hooks", new ChoiceShape(
            ("armed", "hooks come and go with the bank that is selected and the state of the machines"),
            ("ports", "a port is hooked for good in one direction"),
            ("pages", "pages of memory-mapped registers are hooked for good in both directions; ports as with 'ports'")), "Hooks", "How finely accesses can be hooked: armed when left out."),
        new Key("deadline_ms", new NumberShape(1, MostTurnMs), "Deadline", "How long an owner may take to let go of the device, in milliseconds; then it loses it. 100 when left out."),
        new Key("queue_frames", new NumberShape(0, MostQueued), "Queue", "Frames that are kept for one guest at most; what comes after them is lost, and counted. 256 when left out."));

    private static readonly Shape Scheduler = new RecordShape("bounds of a turn",
        new Key("least_ms", new NumberShape(0, MostTurnMs), "Shortest turn", "How long an owner keeps the device at least, unless it is idle: 10 when left out."),
        new Key("most_ms", new NumberShape(0, MostTurnMs), "Longest turn", "How long it keeps the device at most, times its weight, while others wait: 100 when left out."));

    private static readonly Shape Peer = new RecordShape("a peer",
        new Key("latency_us", new NumberShape(0, MostUs), "Latency", "From a request to its replies, in microseconds: 200 when left out."));

    private static readonly Key[] OfEveryWorkload =
    [
        new("frames", new NumberShape(1, MostFrames), "Frames", "Requests that it sends.", Required: true),
        new("bytes", new ScalarShape("a number of bytes, or a range of such (60..1514)", @"[0-9]{1,4}(?:\.\.[0-9]{1,4})?", "integer", "string") { MaxInteger = 9999 },
            "Bytes of a frame", "The length of its requests, or the bounds between which lengths are drawn: 60..1514 when left out."),
        new("timeout_ms", new NumberShape(1, MostMs), "Timeout", "How long a reply is waited for; then it counts as lost. 1000 when left out."),
    ];

    private static readonly Key[] OfScriptedWorkloads =
    [
        new("window", new NumberShape(1, Workload.WidestWindow), "Window", "Requests that may be without their replies at a time: 1, which is ping-pong, when left out."),
        new("pace_us", new NumberShape(0, MostUs), "Pace", "Microseconds from the start of one request to that of the next at least: 0, for full speed, when left out."),
        new("replies", new NumberShape(0, MostReplies), "Replies", "Replies that each request asks for: 1 when left out, 0 for traffic one way."),
    ];

    private static readonly Key[] OfEveryGuest =
    [
        new("name", Forms.Name, "Name", "What people call it; also the name of its recording.", Required: true),
        new("address", KeyReading.Address, "Address", "The address that it gives its NIC: \"52:54:00:00:00:0a\". 02:00:00:00:00 and the guest's number when left out."),
        new("weight", new NumberShape(1, MostWeight), "Weight", "Its share of the device against those of the others: 1 when left out."),
    ];

    private static readonly Shape Guest = new KindShape("kind", "a guest", "What a guest is",
        GuestOf("scripted", "a driver that is a coroutine of this program; the same on every machine", isScripted: true),
        GuestOf("kvm", "a virtual machine of KVM that runs a driver of its own in 16-bit code; needs /dev/kvm", isScripted: false));

    private static readonly Shape Device = new KindShape("kind", "a device", "What the device is",
        [.. DeviceCatalog.Kinds.Select(kind => (kind.Name, kind.Meaning,
            (Shape)new RecordShape("a device", [KindShape.KeyFor("kind", "Kind", kind.Name, kind.Meaning), .. kind.Keys])))]);

    /// <summary>A whole scenario.</summary>
    public static readonly RecordShape Root = new("a scenario",
        new Key("scenario", Forms.Text, "Title", "What it shows, in a few words.", Required: true),
        new Key("model", Forms.Text, "Model", "The model of the device: a path from the folder of this file. The model that comes with the program when left out."),
        new Key("variant", Forms.Text, "Variant", "The variant of the model; its default one when left out."),
        new Key("device", Device, "Device", "The device that is shared.", Required: true),
        new Key("seed", new NumberShape(0, long.MaxValue), "Seed", "From what everything random is drawn: 1 when left out."),
        new Key("until", Until, "End", "When it ends at the latest; it ends earlier when all guests are done. 10000 ms when left out."),
        new Key("sharing", Sharing, "Sharing", "How the device is shared."),
        new Key("scheduler", Scheduler, "Scheduler", "How the device's time is shared."),
        new Key("peer", Peer, "Peer", "The station that answers the guests' requests."),
        new Key("guests", new ListShape(Guest, max: MostGuests), "Guests", "Who shares the device: 1 to 16 guests.", Required: true));

    private static (string, string, Shape) GuestOf(string kind, string meaning, bool isScripted) => (kind, meaning, new KindShape("driver", "a guest", "Its driver",
        [.. NicCatalog.Drivers.Select(driver => (driver.Name, driver.Meaning, (Shape)new RecordShape("a guest",
            [
                KindShape.KeyFor("kind", "Kind", kind, meaning), KindShape.KeyFor("driver", "Driver", driver.Name, driver.Meaning), .. OfEveryGuest,
                new Key("workload", new RecordShape("a workload", [.. OfEveryWorkload, .. isScripted ? OfScriptedWorkloads : []]), "Workload", "What it does with its NIC.", Required: true),
                .. isScripted ? (Key[])[Options(driver)] : [],
            ])))]));

    private static Key Options(DriverKind driver) =>
        new("options", new RecordShape("the options of a driver", [.. driver.Options]), "Options", "In what the driver differs from others of its kind.");
}
