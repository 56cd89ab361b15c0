using Dmm.Modeling.Model;
using Passthrough.Devices;
using Passthrough.Devices.Catalog;
using Passthrough.Devices.Qemu;
using Passthrough.Guests.Workloads;
using Passthrough.Nics;

namespace Passthrough.Verification.Isolation.Search;

/// <summary>A device to search on, and the driver of its guests.</summary>
/// <param name="Device">The device.</param>
/// <param name="Variant">The variant of the model that is meant; null for its default one.</param>
/// <param name="Driver">Makes the driver of a guest with a number and an address, for a model in one variant.</param>
public sealed record SearchBench(DevicePlan Device, string? Variant, Func<DeviceModel, ushort, IReadOnlyList<byte>, IScriptedDriver> Driver)
{
    private const int MemoryMib = 1;

    /// <summary>Finds the bench for a model.</summary>
    /// <param name="model">The model, in any variant.</param>
    /// <param name="device">The word for the device.</param>
    /// <returns>Null if there is none.</returns>
    public static SearchBench? Find(DeviceModel model, string device)
    {
        ArgumentNullException.ThrowIfNull(model);
        if (DriverOf(model.Name) is not { } driver)
            return null;
        if (NicCatalog.Find(model.Name)?.Find(device) is { } bench)
            return new SearchBench(Small(bench.Device), bench.Variant, driver);
        var plan = NicCatalog.WithQuirks(new QemuPlan(new QemuNicOptions { Device = model.Name }));
        return plan.Kind == device ? new SearchBench(Small(plan), model.Variants.Contains(device) ? device : null, driver) : null;
    }

    /// <summary>Makes the device for two guests.</summary>
    internal IPhysicalNic? TryMake(DeviceModel model, out string? problem) => Device.TryMake(model, 2, out problem);

    /// <summary>With little memory for each guest: all of it is looked at after every run.</summary>
    private static DevicePlan Small(DevicePlan plan) => plan is QemuPlan qemu ? qemu with { Options = qemu.Options with { MemoryMib = MemoryMib } } : plan;

    private static Func<DeviceModel, ushort, IReadOnlyList<byte>, IScriptedDriver>? DriverOf(string model) =>
        NicCatalog.Find(model) is { Driver: { } kind } nic
            ? (variant, number, address) => (nic.SharedDriver?.Invoke(variant, address) ?? kind.Read(null, address)).Make(number) : null;
}
