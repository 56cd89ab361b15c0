using System.Diagnostics;
using System.Text;
using Dmm.Analysis.Checking;
using Dmm.Modeling;
using Dmm.Modeling.Loading;

namespace Dmm.Analysis.Mutation;

/// <summary>Holds every mutant of a model against the evidence: first the check of the model itself, then each piece in its order, until one contradicts it.</summary>
/// <remarks>
/// A warning of that check counts only where no evidence contradicts a mutant, so that it hides nothing of what the evidence is worth. Mutants
/// are tried side by side, and nothing of the result depends on which comes first; only when time is up do some stay untried, and the report says how many.
/// </remarks>
public static class MutationRun
{
    /// <summary>Tries the mutants.</summary>
    /// <param name="file">The name of the model file.</param>
    /// <param name="bytes">A model that loads without an error.</param>
    /// <param name="evidence">Evidence that has nothing against this model.</param>
    /// <param name="options">How much work to do.</param>
    /// <param name="progress">Receives how many are done, by any thread.</param>
    /// <param name="cancel">Begins no more mutants; what is known so far is the result.</param>
    public static MutationReport Run(string file, byte[] bytes, IReadOnlyList<IEvidence> evidence, MutationOptions options, IProgress<long>? progress = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var all = MutationOperators.Apply(file, bytes, options.Variant, options.Operators);
        var chosen = Sample(all, options).Where((_, i) => i % options.Parts == options.Part - 1).ToList();
        var usual = ModelCheck.Run(file, bytes).Diagnostics.Select(each => (each.Code, each.Message)).ToHashSet();
        var results = new MutantResult[chosen.Count];
        var begun = Stopwatch.GetTimestamp();
        var done = 0;
        Parallel.For(0, chosen.Count, new ParallelOptions { MaxDegreeOfParallelism = options.Jobs }, index =>
        {
            results[index] = !cancel.IsCancellationRequested && Stopwatch.GetElapsedTime(begun).TotalMilliseconds < options.LimitMs
                ? Try(file, chosen[index], evidence, options.Variant, usual) : new MutantResult(chosen[index], false, null, "");
            progress?.Report(Interlocked.Increment(ref done));
        });
        return new MutationReport(all.Count, results);
    }

    private static IReadOnlyList<Mutant> Sample(IReadOnlyList<Mutant> all, MutationOptions options)
    {
        if (all.Count <= options.MaxMutants)
            return all;
        var places = Enumerable.Range(0, all.Count).ToArray();
        new Random(options.Seed).Shuffle(places);
        return [.. places.Take(options.MaxMutants).Order().Select(place => all[place])];
    }

    private static MutantResult Try(string file, Mutant mutant, IReadOnlyList<IEvidence> evidence, string? variant, HashSet<(string, string)> usual)
    {
        var bytes = Encoding.UTF8.GetBytes(mutant.Text);
        var diagnostics = ModelCheck.Run(file, bytes).Diagnostics;
        if (diagnostics.FirstOrDefault(each => each.Severity == Severity.Error) is { } error)
            return Refused(mutant, EvidenceKinds.Check, $"{error.Code}: {error.Message}");
        if (ModelLoader.Load(file, bytes, variant).Model is not { } model)
            return Refused(mutant, EvidenceKinds.Check, "it cannot be loaded");
        foreach (var each in evidence)
            if (each.Against(model) is { } contradiction)
                return new MutantResult(mutant, true, contradiction, each.Name);
        return diagnostics.FirstOrDefault(each => !usual.Contains((each.Code, each.Message))) is { } warning
            ? Refused(mutant, EvidenceKinds.Warning, $"{warning.Code}: {warning.Message}") : new MutantResult(mutant, true, null, "");
    }

    private static MutantResult Refused(Mutant mutant, string kind, string why) => new(mutant, true, new Detection(kind, why), "");
}
