using Passthrough.Devices.Drivers;

namespace Passthrough.Devices.Catalog;

/// <summary>The benches that a model can be verified with.</summary>
public static class BenchCatalog
{
    /// <summary>All; the first is used when none is named.</summary>
    public static IReadOnlyList<VerificationBench> Benches { get; } = [Ne2000Benches.Simulated, Ne2000Benches.OnQemu];

    /// <summary>The bench of a word; null if there is none.</summary>
    public static VerificationBench? Find(string name) => Benches.FirstOrDefault(bench => bench.Name == name);
}
