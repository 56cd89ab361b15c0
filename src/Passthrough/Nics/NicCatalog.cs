using Passthrough.Nics.E1000;
using Passthrough.Nics.Ne2000;
using Passthrough.Nics.Pcnet;

namespace Passthrough.Nics;

/// <summary>The NICs that can be put on a bench here. Code outside of this folder finds one by the name of its model.</summary>
public static class NicCatalog
{
    /// <summary>All; the first is used when none is named.</summary>
    public static IReadOnlyList<NicKind> Kinds { get; } = [Ne2000OnBench.Kind];

    private static readonly Dictionary<string, VerificationBench> OnQemuOnly = new()
    {
        ["e1000"] = E1000OnBench.OnQemu,
        ["pcnet"] = PcnetOnBench.OnQemu,
    };

    /// <summary>The words for benches.</summary>
    public static IReadOnlyList<string> BenchNames => [.. Kinds[0].Benches.Select(bench => bench.Name)];

    /// <summary>The models that can be verified on some bench.</summary>
    public static IReadOnlyList<string> Verifiable => [.. Kinds.Select(kind => kind.Model), .. OnQemuOnly.Keys];

    /// <summary>The bench on which a model is verified; null if it has none of that name.</summary>
    /// <param name="model">The name of the model.</param>
    /// <param name="bench">The word for the bench.</param>
    public static VerificationBench? FindBench(string model, string bench) =>
        Find(model) is { } kind ? kind.Find(bench) : OnQemuOnly.GetValueOrDefault(model) is { } only && only.Name == bench ? only : null;

    /// <summary>The NIC of a model; null if there is none.</summary>
    public static NicKind? Find(string model) => Kinds.FirstOrDefault(kind => kind.Model == model);
}
