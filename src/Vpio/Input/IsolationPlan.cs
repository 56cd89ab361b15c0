using Dmm.Modeling.Loading;
using Passthrough.Verification.Isolation.Search;
using Vpio.Outcomes;

namespace Vpio.Input;

/// <summary>What a command line says is to be searched.</summary>
/// <param name="Options">The search.</param>
/// <param name="Device">The word for the device.</param>
/// <param name="Shard">Which part of it is made here: one worker of as many as there are parts.</param>
internal sealed record IsolationPlan(SearchOptions Options, string Device, Shard Shard)
{
    /// <summary>More do not search at once here.</summary>
    public const int MostWorkers = 16;

    private const long OnSimulated = 1_000_000, OnReal = 50_000;

    /// <summary>The path of the model as it was given; null for the model that comes with the program.</summary>
    public required string? Path { get; init; }

    /// <summary>Loads the model and finds the device; if either cannot be used the verb ends.</summary>
    public static IsolationPlan Make(string device, string? path, string? variant, ulong seed, long? accesses, int? seconds, int? workers, Shard shard)
    {
        var (file, bytes) = path is null ? (BuiltIn.Model.Name, BuiltIn.Model.Bytes.ToArray()) : (path, ModelFile.ReadBytes(path));
        var any = ModelLoader.Load(file, bytes).Model
            ?? throw new InputException($"the model has errors; 'vpio check {file}' lists them all");
        var bench = SearchBench.Find(any, device)
            ?? throw new InputException($"there is no device '{device}' with a driver for the model '{any.Name}'; try another --device");
        if ((variant ?? bench.Variant) is { } asked && !any.Variants.Contains(asked))
            throw new InputException($"the model '{any.Name}' has no variant '{asked}': it has {string.Join(", ", any.Variants)}");
        var loaded = ModelLoader.Load(file, bytes, variant ?? bench.Variant).Model
            ?? throw new InputException($"the model has errors in this variant; 'vpio check {file}' lists them all");
        var options = new SearchOptions
        {
            Model = loaded,
            Bench = bench,
            Seed = seed,
            Accesses = accesses ?? (bench.Device.IsRealTime ? OnReal : OnSimulated),
            AtMost = seconds is { } most ? TimeSpan.FromSeconds(most) : null,
            Workers = !shard.IsWhole ? shard.Of : workers ?? Math.Clamp(Environment.ProcessorCount, 1, MostWorkers),
            Only = shard.IsWhole ? null : shard.Number - 1,
        };
        return new IsolationPlan(options, device, shard) { Path = path };
    }
}
