using Passthrough.Devices.Qemu;
using Passthrough.Devices.Simulated;
using Passthrough.Devices.Vfio;

namespace Passthrough.Devices.Catalog;

/// <summary>The kinds of devices that there are. Code outside of this folder knows them by their words alone.</summary>
internal static class DeviceCatalog
{
    /// <summary>All kinds; the first is what a scenario gets that names none.</summary>
    public static IReadOnlyList<DeviceKind> Kinds { get; } = [SimulatedPlan.InScenarios, QemuPlan.InScenarios, VfioPlan.InScenarios];

    /// <summary>The kind of a word that a shape has let through.</summary>
    public static DeviceKind Named(string name) => Kinds.First(kind => kind.Name == name);
}
