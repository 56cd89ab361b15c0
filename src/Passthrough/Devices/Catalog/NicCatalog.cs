using Passthrough.Devices.Drivers;

namespace Passthrough.Devices.Catalog;

/// <summary>The NICs that can be put on a bench here. Code outside of this folder finds one by the name of its model.</summary>
public static class NicCatalog
{
    /// <summary>All; the first is used when none is named.</summary>
    public static IReadOnlyList<NicKind> Kinds { get; } = [Ne2000OnBench.Kind];

    /// <summary>The NIC of a model; null if there is none.</summary>
    public static NicKind? Find(string model) => Kinds.FirstOrDefault(kind => kind.Model == model);
}
