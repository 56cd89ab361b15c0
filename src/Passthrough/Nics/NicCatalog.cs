using Passthrough.Devices.Catalog;
using Passthrough.Devices.Qemu;
using Passthrough.Nics.E1000;
using Passthrough.Nics.I8255x;
using Passthrough.Nics.Ne2000;
using Passthrough.Nics.Pcnet;
using Passthrough.Nics.Rtl8139;
using Passthrough.Nics.Tulip;
using Passthrough.Nics.Virtio;

namespace Passthrough.Nics;

/// <summary>The NICs that are known here: one folder and one line each. Other code finds one by the name of its model.</summary>
public static class NicCatalog
{
    /// <summary>All.</summary>
    public static IReadOnlyList<NicKind> Kinds { get; } =
    [
        Ne2000Kind.Value,
        E1000Kind.Value,
        Rtl8139Kind.Value,
        PcnetKind.Value,
        TulipKind.Value,
        I8255xKind.Value,
        VirtioKind.Value,
    ];

    /// <summary>The words for benches; the first is used when none is named.</summary>
    public static IReadOnlyList<string> BenchNames => [.. Verifiable.SelectMany(kind => kind.Benches).Select(bench => bench.Name).Distinct()];

    /// <summary>The NICs that have a bench, so that hand-offs of them can be verified.</summary>
    public static IReadOnlyList<NicKind> Verifiable => [.. Kinds.Where(kind => kind.Benches.Count > 0)];

    /// <summary>The NICs whose costs can be measured; the first is used when none is named.</summary>
    public static IReadOnlyList<NicKind> Measurable => [.. Kinds.Where(kind => kind.Costs is not null)];

    /// <summary>The drivers that scripted guests can have.</summary>
    internal static IReadOnlyList<DriverKind> Drivers => [.. Kinds.Select(kind => kind.Driver).OfType<DriverKind>()];

    /// <summary>The driver of a word that a shape has let through.</summary>
    internal static DriverKind DriverNamed(string name) => Drivers.First(kind => kind.Name == name);

    /// <summary>The NIC of a model; null if there is none.</summary>
    public static NicKind? Find(string model) => Kinds.FirstOrDefault(kind => kind.Model == model);

    /// <summary>A device with what is known of its emulator.</summary>
    internal static DevicePlan WithQuirks(DevicePlan device) => device is QemuPlan qemu ? new QemuPlan(WithQuirks(qemu.Options)) : device;

    /// <summary>A device of QEMU with what is known of it.</summary>
    internal static QemuNicOptions WithQuirks(QemuNicOptions options) => options with { DeafTime = Kinds.FirstOrDefault(kind => kind.IsOnQemu(options.Device))?.DeafOnQemu };
}
