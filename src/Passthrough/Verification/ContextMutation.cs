using System.Text;
using Dmm.Modeling.Loading;
using Dmm.Modeling.Model;

namespace Passthrough.Verification;

/// <summary>Takes each line of a model's context away in turn: either the checks of the model miss it, or a guest does.</summary>
public static class ContextMutation
{
    /// <summary>Tries every line.</summary>
    /// <param name="file">The name of the model's file.</param>
    /// <param name="text">The file.</param>
    /// <param name="options">What is verified; one for each device.</param>
    /// <param name="handoffs">Hand-offs after which a line counts as not needed, for each device and number of guests.</param>
    /// <param name="cancel">Ends it early, with what there is.</param>
    public static IEnumerable<MutantResult> Run(string file, string text, IReadOnlyList<VerificationOptions> options, long handoffs, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(options);
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        foreach (var items in options[0].Model.Context.GroupBy(item => item.Location.Line).OrderBy(group => group.Key))
            if (!cancel.IsCancellationRequested)
                yield return new MutantResult(items.Key, lines[items.Key - 1].Trim(), FoundBy(file, Without(lines, items.Key), options, handoffs, cancel));
    }

    private static byte[] Without(string[] lines, int line) => Encoding.UTF8.GetBytes(string.Join('\n', lines.Where((_, i) => i != line - 1)));

    private static string? FoundBy(string file, byte[] mutant, IReadOnlyList<VerificationOptions> options, long handoffs, CancellationToken cancel)
    {
        foreach (var each in options)
        {
            var loaded = ModelLoader.Load(file, mutant, each.Model.Variant);
            if (loaded.Diagnostics.Count > 0)
                return $"check: {loaded.Diagnostics[0].Code} {loaded.Diagnostics[0].Message}";
            if (Differs(each, loaded.Model!, handoffs, cancel) is { } difference)
                return $"{each.Model.Variant}, {each.Guests} guests: {difference}";
        }
        return null;
    }

    /// <summary>Guests that ran alone with the whole model share a device by the mutant.</summary>
    private static Difference? Differs(VerificationOptions options, DeviceModel mutant, long handoffs, CancellationToken cancel)
    {
        var whole = SharedRun.Compile(options.Model);
        var tables = SharedRun.Compile(mutant);
        var differences = new List<Difference>();
        long made = 0;
        for (var seed = options.Seed; made < handoffs && differences.Count == 0 && !cancel.IsCancellationRequested; seed++)
            made += Math.Max(1, SharedRun.Prepare(options, seed, whole).Share(tables, new RandomSwitching(seed, options.OneIn, asked => asked.IsReusable), differences).Count);
        return differences.Count > 0 ? differences[0] : null;
    }
}
