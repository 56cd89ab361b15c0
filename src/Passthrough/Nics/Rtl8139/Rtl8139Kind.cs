namespace Passthrough.Nics.Rtl8139;

/// <summary>The RTL8139 in the catalog: a scripted driver, and no bench.</summary>
internal static class Rtl8139Kind
{
    public static NicKind Value { get; } = new()
    {
        Model = "rtl8139",
        ModelFile = "models/rtl8139.yaml",
        Driver = Rtl8139Plan.InScenarios,
    };
}
