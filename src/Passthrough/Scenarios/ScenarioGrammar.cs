using Dmm.Modeling.Grammar;
using Dmm.Modeling.Yaml;
using Passthrough.Devices.Catalog;

namespace Passthrough.Scenarios;

/// <summary>The language of scenarios: every key, its meaning and its bounds, declared once for loader, JSON Schema and docs/scenarios.md.</summary>
internal static class ScenarioGrammar
{
    public const int MostGuests = 16;

    private const int MostMs = 3_600_000, MostUs = 10_000_000;
    private const int MostQueued = 65_536, MostTurnMs = 10_000, LeastTimeoutMs = 1_000;

    public static readonly FileKind File = new("scenario", "scenario",
        "begin with 'scenario: A TITLE'; docs/scenarios.md shows a small whole one", "write the value out", "describe one scenario per file");

    private static readonly Shape Until = new RecordShape("an end",
        new Key("ms", new NumberShape(1, MostMs), "Milliseconds", "Milliseconds of the device's time.", Required: true));

    private static readonly Shape Sharing = new RecordShape("rules of sharing",
        new Key("frames", new ChoiceShape(
            ("drop", "the NIC takes what its owner wants; everything else is lost, and counted"),
            ("switch", "frames of others are kept, and the device goes to their addressee as soon as it can"),
            ("hold", "frames of others are kept until it is their addressee's turn")), "Frames of others", "What becomes of a frame for a guest that does not own the device: hold when left out."),
        new Key("promiscuous", new ChoiceShape(
            ("own", "a guest that asks for every frame gets those to its own address, to groups and to everybody"),
            ("all", "it gets those to the addresses of others too")), "Promiscuous guests", "Which frames a guest gets that asks for every one, where frames are sorted: own when left out."),
        new Key("spoofing", new ChoiceShape(
            ("allowed", "a guest may send frames from any address"),
            ("forbidden", "a frame that is not from the guest's own address never reaches the device")), "Foreign senders", "Whether a guest may send frames from another address than its own; forbidden needs a device that sends from memory of its guests. allowed when left out."),
        new Key("denied", new ChoiceShape(
            ("ignore", "a write is dropped, a read gives all ones"),
            ("machine_check", "the same, and the guest gets a machine check"),
            ("reset", "the guest loses the device until its driver resets it"),
            ("stop", "the guest is not run any more")), "Denied accesses", "What follows when an access is denied; the device never sees it. ignore when left out."),
        new Key("waiting", new ChoiceShape(
            ("hold", "it waits for the guest's turn, and the guest with it"),
            ("copy", "it is answered from what was saved of the guest's device where the model says that nobody can tell; any other waits")), "Guests without the device", "What becomes of an access of a guest that does not have the device: hold when left out."),
        new Key("hooks", new ChoiceShape(
            ("armed", "hooks come and go with the bank that is selected and the state of the machines"),
            ("ports", "a port is hooked for good in one direction"),
            ("pages", "pages of memory-mapped registers are hooked for good in both directions; ports as with 'ports'")), "Hooks", "How finely accesses can be hooked: armed when left out."),
        new Key("deadline_ms", new NumberShape(1, MostTurnMs), "Deadline", "How long an owner may take to let go of the device, in milliseconds; then it loses it. 100 when left out."),
        new Key("queue_frames", new NumberShape(0, MostQueued), "Queue", "Frames that are kept for one guest at most; what comes after them is lost, and counted. 256 when left out."));

    private static readonly Shape Scheduler = new RecordShape("bounds of a turn",
        new Key("least_ms", new NumberShape(0, MostTurnMs), "Shortest turn", "How long an owner keeps the device at least, unless it is idle: 10 when left out."),
        new Key("most_ms", new NumberShape(0, MostTurnMs), "Longest turn", "How long it keeps the device at most, times its weight, while others wait: 100 when left out."));

    private static readonly Shape Serve = new RecordShape("what unmodified guests find",
        new Key("revision", new NumberShape(0, 255), "Revision", "The revision in PCI configuration space, by which some drivers tell chips apart: 0 when left out."),
        new Key("wire", new ChoiceShape(
            ("lan", "a router in the program, which answers ARP, pings and DHCP and routes nothing"),
            ("user", "the user network of QEMU, which reaches the host and what the host reaches"),
            ("tap", "a network interface of the host, which must be there"),
            ("socket", "the socket wire.sock in the folder of the guests' sockets, to which another QEMU connects with -netdev stream")), "Wire", "What is at the other end of the device's wire: lan when left out."),
        new Key("interface", new ScalarShape("the name of a network interface (letters, digits, - . and _)", "[A-Za-z0-9][A-Za-z0-9_.-]{0,14}", "string"),
            "Interface", "With 'wire: tap': the host's interface. vpio0 when left out."),
        new Key("tftp", Forms.Text, "TFTP", "With 'wire: user': a folder, from the folder where vpio runs, whose files guests can boot over TFTP."),
        new Key("boot_file", Forms.Text, "Boot file", "With 'wire: user': the file in it that DHCP names to guests."),
        new Key("timeout_ms", new NumberShape(LeastTimeoutMs, ServePlan.LongestTimeoutMs), "Timeout",
            "How long QEMU waits for the answer to an access, in milliseconds; then it gives the device up for good. As long as QEMU can, 23 days, when left out."));

    private static readonly Shape Peer = new RecordShape("a peer",
        new Key("latency_us", new NumberShape(0, MostUs), "Latency", "From a request to its replies, in microseconds: 200 when left out."));

    private static readonly Shape Guest = new KindShape("kind", "a guest", "What a guest is", [.. GuestCatalog.Kinds.Select(kind => (kind.Name, kind.Meaning, kind.Shape))]);

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
        new Key("serve", Serve, "Serving", "For 'vpio serve': what unmodified guests find."),
        new Key("guests", new ListShape(Guest, max: MostGuests), "Guests", "Who shares the device: 1 to 16 guests.", Required: true));
}
