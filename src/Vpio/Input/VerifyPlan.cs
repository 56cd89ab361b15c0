using System.Text;
using Dmm.Modeling;
using Dmm.Modeling.Loading;
using Dmm.Modeling.Model;
using Passthrough.Nics;
using Passthrough.Verification;

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

    /// <summary>Loads the model and tries the device; if either cannot be used the verb ends.</summary>
    public static VerifyPlan Make(string device, string? path, int[]? guests, long? handoffs, ulong seed)
    {
        var (file, bytes) = path is null ? (BuiltIn.Model.Name, BuiltIn.Model.Bytes.ToArray()) : (path, ModelFile.ReadBytes(path));
        var bench = BenchOf(file, bytes, device);
        var model = Load(file, bytes, bench);
        using var nic = bench.Device.TryMake(out var problem);
        if (nic is null)
            throw new InputException($"the device '{bench.Name}' cannot be made: {problem}");
        return new VerifyPlan(bench, file, Encoding.UTF8.GetString(bytes), model, guests, handoffs, seed) { Path = path ?? "" };
    }

    /// <summary>What is verified with a number of guests.</summary>
    public VerificationOptions For(int guests) => VerificationOptions.On(Bench, Model, guests, Seed);

    /// <summary>The bench for a model. A model of a device that is on none is tried on the first, of which it may be a clone.</summary>
    private static VerificationBench BenchOf(string file, byte[] bytes, string device)
    {
        var name = ModelLoader.Load(file, bytes).Model?.Name;
        if (name is null || !NicCatalog.Verifiable.Contains(name))
            return NicCatalog.Kinds[0].Find(device)!;
        return NicCatalog.FindBench(name, device)
            ?? throw new InputException($"there is no device '{device}' for the model '{name}': give --device {NicCatalog.BenchNames.First(each => NicCatalog.FindBench(name, each) is not null)}");
    }

    private static DeviceModel Load(string file, byte[] bytes, VerificationBench bench)
    {
        if (bench.Variant is { } variant && ModelLoader.Load(file, bytes).Model is { } any && !any.Variants.Contains(variant))
            throw new InputException($"the model '{any.Name}' has no variant '{variant}', which --device {bench.Name} needs: it has {string.Join(", ", any.Variants)}");
        var loaded = ModelLoader.Load(file, bytes, bench.Variant);
        foreach (var diagnostic in loaded.Diagnostics.Where(each => each.Severity == Severity.Error))
            Console.Error.WriteLine(diagnostic);
        var model = loaded.Model ?? throw new InputException($"the model has errors; 'vpio check {file}' lists them all");
        return model.Context.Count > 0 ? model
            : throw new InputException($"the model '{model.Name}' has no context, and so promises nothing of a hand-off: write its section 'context'");
    }
}
