using System.Text;
using Dmm.Modeling.Loading;
using Dmm.Modeling.Model;

namespace Passthrough.Verification;

/// <summary>Takes each line of a model's context away in turn: the checks of the model should miss it, and guests must.</summary>
/// <remarks>
/// The two are asked apart from each other. For guests the items are taken out of the loaded model, so that no check comes between.
/// Both runs, alone and together, leave out of the comparison what the mutant leaves out: what it says nothing of is compared.
/// </remarks>
public static class ContextMutation
{
    /// <summary>Tries every line.</summary>
    /// <param name="file">The name of the model's file.</param>
    /// <param name="text">The file.</param>
    /// <param name="options">What is verified; one for each number of guests, all with one model.</param>
    /// <param name="handoffs">Hand-offs after which a line counts as not needed, for each number of guests.</param>
    /// <param name="cancel">Ends it early, with what there is.</param>
    public static IEnumerable<ContextLineResult> Run(string file, string text, IReadOnlyList<VerificationOptions> options, long handoffs, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(options);
        var model = options[0].Model;
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        foreach (var items in model.Context.GroupBy(item => item.Location.Line).OrderBy(group => group.Key))
        {
            if (cancel.IsCancellationRequested)
                yield break;
            var byGuests = ByGuests(ContextMutant.Of(model, items.Key), options, handoffs, cancel, out var problem);
            var promisesNothing = items.All(item => item is { Save: SaveRule.None, Restore: RestoreRule.None });
            yield return new ContextLineResult(items.Key, lines[items.Key - 1].Trim(), promisesNothing, ByCheck(file, lines, items.Key, model.Variant), byGuests) { Problem = problem };
        }
    }

    private static string? ByCheck(string file, string[] lines, int line, string variant)
    {
        lines = [.. lines];
        lines[line - 1] = "";
        var found = ModelLoader.Load(file, Encoding.UTF8.GetBytes(string.Join('\n', lines)), variant).Diagnostics;
        return found.Count > 0 ? $"{found[0].Code} {found[0].Message}" : null;
    }

    private static string? ByGuests(DeviceModel mutant, IReadOnlyList<VerificationOptions> options, long handoffs, CancellationToken cancel, out string? problem)
    {
        problem = null;
        foreach (var each in options)
            if (problem is null && Differs(each, mutant, handoffs, cancel, out problem) is { } difference)
                return $"{each.Guests} guests: {difference}";
        return null;
    }

    private static Difference? Differs(VerificationOptions options, DeviceModel mutant, long handoffs, CancellationToken cancel, out string? problem)
    {
        var whole = SharedRun.Compile(options);
        var tables = SharedRun.Compile(options with { Model = mutant });
        var differences = new List<Difference>();
        problem = null;
        long made = 0;
        for (var seed = options.Seed; made < handoffs && differences.Count == 0 && !cancel.IsCancellationRequested; seed++)
        {
            if (SharedRun.TryPrepare(options, seed, whole, tables, out problem) is not { } run)
                return null;
            made += Math.Max(1, run.Share(tables, new RandomSwitching(seed, options.OneIn, asked => asked.IsReusable), differences).Count);
            if ((problem = run.Problem) is not null)
                return null;
        }
        return differences.Count > 0 ? differences[0] : null;
    }
}
