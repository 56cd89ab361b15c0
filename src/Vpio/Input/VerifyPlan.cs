using System.Text;
using Dmm.Hooking;
using Dmm.Modeling;
using Dmm.Modeling.Loading;
using Dmm.Modeling.Model;
using Passthrough.Multiplexing.Sharing;
using Passthrough.Nics;
using Passthrough.Verification;
using Vpio.Outcomes;

namespace Vpio.Input;

/// <summary>What a command line says is to be verified, with a device that is known to be there.</summary>
/// <param name="Bench">The device and the guests.</param>
/// <param name="File">The name of the model's file.</param>
/// <param name="Text">The file.</param>
/// <param name="Model">The model.</param>
/// <param name="Guests">Numbers of guests; null for what is usual.</param>
/// <param name="Handoffs">How many hand-offs; null for what is usual.</param>
/// <param name="Seed">From what everything random follows.</param>
internal sealed record VerifyPlan(VerificationBench Bench, string File, string Text, DeviceModel Model, int[]? Guests, long? Handoffs, ulong Seed)
{
    /// <summary>The path of the model as it was given; empty for the model that comes with the program.</summary>
    public required string Path { get; init; }

    /// <summary>The variant that was asked for; null for that of the bench.</summary>
    public string? Variant { get; init; }

    /// <summary>How many runs are made for each number of guests; null where the number of hand-offs is what counts.</summary>
    public int? Runs { get; init; }

    /// <summary>Which of these runs are made here.</summary>
    public Shard Shard { get; init; } = Shard.Whole;

    /// <summary>How finely accesses can be hooked.</summary>
    public HookWay Hooks { get; init; }

    /// <summary>What becomes of frames for guests without the device; null for the usual.</summary>
    public FramePolicy? FramesOfOthers { get; init; }

    /// <summary>Loads the model and tries the device; if either cannot be used the verb ends.</summary>
    public static VerifyPlan Make(string device, string? path, string? variant, int[]? guests, long? handoffs, ulong seed, CardChoice? card = null)
    {
        var (file, bytes) = path is null ? (BuiltIn.Model.Name, BuiltIn.Model.Bytes.ToArray()) : (path, ModelFile.ReadBytes(path));
        var bench = BenchOf(MustHaveContext(Load(file, bytes, variant: null)).Name, device, card);
        var model = LoadFor(bench, file, bytes, variant ?? bench.Variant);
        using var nic = bench.Device.TryMake(out var problem);
        if (nic is null)
            throw new InputException($"the device '{bench.Name}' cannot be made: {problem}");
        return new VerifyPlan(bench, file, Encoding.UTF8.GetString(bytes), model, guests, handoffs, seed) { Path = path ?? "", Variant = variant };
    }

    /// <summary>What is verified with a number of guests.</summary>
    public VerificationOptions For(int guests) => VerificationOptions.On(Bench, Model, guests, Seed) with { Hooks = Hooks, FramesOfOthers = FramesOfOthers };

    private static VerificationBench BenchOf(string model, string device, CardChoice? card)
    {
        if (NicCatalog.Find(model) is not { Benches: { Count: > 0 } benches } nic)
            throw new InputException($"no hand-off of the model '{model}' can be verified: there is no bench for it, which is a device and guests that drive it. "
                + $"There is one for {string.Join(", ", NicCatalog.Verifiable.Select(each => each.Model))}; the model of a clone needs the same name");
        var bench = card is null ? nic.Find(device) : nic.OnHardware(card);
        return bench ?? throw new InputException($"there is no device '{device}' for the model '{model}': give --device {benches[0].Name}");
    }

    private static DeviceModel LoadFor(VerificationBench bench, string file, byte[] bytes, string? asked)
    {
        if (asked is { } variant && Load(file, bytes, variant: null) is var any && !any.Variants.Contains(variant))
            throw new InputException($"the model '{any.Name}' has no variant '{variant}', which {(asked == bench.Variant ? $"--device {bench.Name} needs" : "is asked for")}: it has {string.Join(", ", any.Variants)}");
        return MustHaveContext(Load(file, bytes, asked));
    }

    private static DeviceModel MustHaveContext(DeviceModel model) => model.Context.Count > 0 ? model
        : throw new InputException($"the model '{model.Name}' has no context, and so promises nothing of a hand-off: write its section 'context'");

    private static DeviceModel Load(string file, byte[] bytes, string? variant)
    {
        var loaded = ModelLoader.Load(file, bytes, variant);
        foreach (var diagnostic in loaded.Diagnostics.Where(each => each.Severity == Severity.Error))
            Console.Error.WriteLine(diagnostic);
        return loaded.Model ?? throw new InputException($"the model has errors; 'vpio check {file}' lists them all");
    }
}
