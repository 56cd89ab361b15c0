using Dmm.Modeling.Model;

namespace Passthrough.Nics.Rtl8139;

/// <summary>The RTL8139 in the catalog: a scripted driver, and no bench.</summary>
internal static class Rtl8139Kind
{
    public static NicKind Value { get; } = new()
    {
        Model = "rtl8139",
        ModelFile = "models/rtl8139.yaml",
        Driver = Rtl8139Plan.InScenarios,
        SharedDriver = (model, address) => new Rtl8139Plan(new Rtl8139DriverOptions { StationAddress = address, UsesDescriptors = HasDescriptors(model) }),
    };

    /// <summary>Where the model has both modes, it can be handed on in C+ mode only.</summary>
    private static bool HasDescriptors(DeviceModel model) => model.Registers.Any(register => register.Name == "CpCmd" && register.IsWritable);
}
