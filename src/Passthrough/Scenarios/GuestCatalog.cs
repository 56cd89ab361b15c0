using Dmm.Modeling.Grammar;
using Dmm.Modeling.Loading;
using Dmm.Modeling.Yaml;
using Passthrough.Devices.Catalog;
using Passthrough.Guests.Workloads;
using Passthrough.Nics;

namespace Passthrough.Scenarios;

/// <summary>The kinds of guests that there are: a line for each. Other code knows them by their words, and by the plan that each reads.</summary>
internal static class GuestCatalog
{
    public const string Scripted = "scripted", Machine = "kvm", Vmm = "vmm", Qemu = "qemu";

    private const int MostFrames = 1_000_000, MostMs = 3_600_000, MostWeight = 100, MostUs = 10_000_000, MostReplies = 64, MostMemoryMib = 65_536, UsualMemoryMib = 256;

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
        new("address", KeyReading.Address, "Address", "The address that its NIC has: \"52:54:00:00:00:0a\". 02:00:00:00:00 and the guest's number when left out."),
        new("weight", new NumberShape(1, MostWeight), "Weight", "Its share of the device against those of the others: 1 when left out."),
    ];

    private static readonly Key MemoryOfMachine = new("memory_mib", new NumberShape(1, MostMemoryMib), "Memory", "MiB of memory that the machine has: 256 when left out.");

    /// <summary>All kinds; the first is what a guest is that names none.</summary>
    public static IReadOnlyList<GuestKind> Kinds { get; } =
    [
        WithDriver(Scripted, "a driver that is a coroutine of this program; the same on every machine", isMachine: false),
        WithDriver(Machine, "a virtual machine of KVM that runs a driver of its own in 16-bit code; needs /dev/kvm", isMachine: true),
        InVmm(Vmm, "an unmodified machine whose VMM connects to a socket of 'vpio serve'", []),
        InVmm(Qemu, "an unmodified machine that 'vpio serve' starts in QEMU, 10.1 or newer",
            [
                new Key("program", Forms.Text, "QEMU", "The name of QEMU on PATH, or its path from the folder where vpio runs: qemu-system-x86_64 when left out."),
                new Key("kernel", Forms.Text, "Kernel", "The path of the kernel, from the folder where vpio runs.", Required: true),
                new Key("initrd", Forms.Text, "First files", "The path of the archive with the kernel's first files."),
                new Key("append", Forms.Text, "Command line", "The kernel's command line."),
            ]),
    ];

    /// <summary>The kind of a word that a shape has let through.</summary>
    public static GuestKind Named(string name) => Kinds.First(kind => kind.Name == name);

    private static GuestKind WithDriver(string name, string meaning, bool isMachine) => new(name, meaning, new KindShape("driver", "a guest", "Its driver",
        [.. NicCatalog.Drivers.Select(driver => (driver.Name, driver.Meaning, (Shape)new RecordShape("a guest",
            [
                KindShape.KeyFor("kind", "Kind", name, meaning), KindShape.KeyFor("driver", "Driver", driver.Name, driver.Meaning), .. OfEveryGuest,
                new Key("workload", new RecordShape("a workload", [.. OfEveryWorkload, .. isMachine ? [] : OfScriptedWorkloads]), "Workload", "What it does with its NIC.", Required: true),
                .. isMachine ? (Key[])[] : [Options(driver)],
            ])))]),
        (keys, identity) => new WorkloadGuestPlan(identity, isMachine,
            NicCatalog.DriverNamed(keys.Text("driver")!).Read(keys["options"] as YamlMapping, identity.Address), WorkloadOf((YamlMapping)keys["workload"]!)));

    private static GuestKind InVmm(string name, string meaning, Key[] boot) => new(name, meaning,
        new RecordShape("a guest", [KindShape.KeyFor("kind", "Kind", name, meaning), .. OfEveryGuest, MemoryOfMachine, .. boot]),
        (keys, identity) => new VmmGuestPlan(identity, keys.Number("memory_mib", UsualMemoryMib), boot.Length == 0 ? null
            : new VmmBoot(keys.Text("program") ?? "qemu-system-x86_64", keys.Text("kernel")!, keys.Text("initrd"), keys.Text("append") ?? "")));

    private static Key Options(DriverKind driver) =>
        new("options", new RecordShape("the options of a driver", [.. driver.Options]), "Options", "In what the driver differs from others of its kind.");

    private static Workload WorkloadOf(YamlMapping keys)
    {
        const long nsPerUs = 1_000, nsPerMs = 1_000_000;
        var usual = new Workload { Frames = (uint)keys.Number("frames")! };
        var (least, most) = LengthRange.Read(keys.Text("bytes"));
        return usual with
        {
            LeastBytes = least,
            MostBytes = most,
            Window = keys.Number("window", usual.Window),
            PaceNs = keys.Number("pace_us", 0) * nsPerUs,
            Replies = (ushort)keys.Number("replies", usual.Replies),
            TimeoutNs = keys.Number("timeout_ms", (int)(usual.TimeoutNs / nsPerMs)) * nsPerMs,
        };
    }
}
