using Passthrough.Nics.E1000;
using Passthrough.Nics.Ne2000;
using Passthrough.Nics.Pcnet;
using Passthrough.Nics.Rtl8139;

namespace Passthrough.Nics;

/// <summary>The kinds of drivers that scripted guests can have.</summary>
internal static class DriverCatalog
{
    /// <summary>All kinds.</summary>
    public static IReadOnlyList<DriverKind> Kinds { get; } = [Ne2000Plan.InScenarios, E1000Plan.InScenarios, Rtl8139Plan.InScenarios, PcnetPlan.InScenarios];

    /// <summary>The kind of a word that a shape has let through.</summary>
    public static DriverKind Named(string name) => Kinds.First(kind => kind.Name == name);
}
