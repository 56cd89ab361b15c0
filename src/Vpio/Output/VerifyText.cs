using System.Globalization;
using Passthrough.Verification;
using Vpio.Input;

namespace Vpio.Output;

/// <summary>What came of verifying hand-offs, for people.</summary>
internal sealed class VerifyText : IVerifyOutput
{
    /// <summary>Hand-offs of a failure that are shown; the rest is counted, and the JSON has all.</summary>
    private const int ShownMoments = 10;

    public void Print(VerifyPlan plan, IReadOnlyList<(int Guests, EquivalenceResult Result)> results, bool wasInterrupted)
    {
        PrintSubject(plan, results.All(each => each.Result is { Failure: null, Problem: null }) && !wasInterrupted ? "no guest could tell" : results.Any(each => each.Result.Failure is not null) ? "a guest could tell" : "not verified to the end");
        var table = new TextTable("guests", "hand-offs", "runs", "frames each way", "accesses each", "full copy", "times as many", "") { Right = [0, 1, 2, 3, 4, 5, 6] };
        foreach (var (guests, result) in results)
            table.Add(Figures.Count(guests), Figures.Count(result.Handoffs), Figures.Count(result.Runs), Figures.Count(result.Frames), Mean(result.Accesses, result), Mean(result.FullCopyAccesses, result),
                Figures.Ratio(result.FullCopyAccesses, result.Accesses), result.Problem is not null ? "not to the end" : result.Failure is null ? "no guest could tell" : "a guest could tell");
        table.Print();
        foreach (var (guests, result) in results)
            if (result.Failure is { } failure)
                PrintFailure(plan, guests, failure);
    }

    public void Print(VerifyPlan plan, IReadOnlyList<GuestRun> runs, bool wasInterrupted) => Print(plan, GuestRun.Sum(runs), wasInterrupted);

    public void Print(VerifyPlan plan, int guests, IReadOnlyList<ControlResult> results, bool wasInterrupted)
    {
        PrintSubject(plan, $"{Figures.Count(guests)} guests; damaged {results.Count(each => each.Damage is not null)} of {results.Count} obstacles{(wasInterrupted ? ", interrupted" : "")}");
        var table = new TextTable("obstacle", "forced", "runs", "damage") { Right = [1, 2] };
        foreach (var result in results)
            table.Add(result.Beside.Count == 0 ? result.Obstacle : $"{result.Obstacle}, always with {string.Join(" and ", result.Beside)}", Figures.Count(result.Forced), Figures.Count(result.Runs), Outcome(result));
        table.Print();
    }

    public void Print(VerifyPlan plan, IReadOnlyList<int> guests, IReadOnlyList<ContextLineResult> results, bool wasInterrupted)
    {
        PrintSubject(plan, $"{string.Join(" and ", guests)} guests; missed {results.Count(each => each.IsFound)} of {results.Count} lines{(wasInterrupted ? ", interrupted" : "")}");
        foreach (var result in results)
        {
            FoldedText.WriteLine($"{Path.GetFileName(plan.File)}:{result.Line}: {result.Text}");
            FoldedText.WriteLine($"    check:  {result.ByCheck ?? "nothing"}");
            FoldedText.WriteLine($"    guests: {result.ByGuests ?? (result.PromisesNothing ? "nothing; the line promises nothing" : "nothing")}{(result.IsFound ? "" : ": SURVIVES")}");
        }
    }

    public void Print(VerifyPlan plan, IReadOnlyList<int> guests, IReadOnlyList<HookMutantResult> results, bool wasInterrupted)
    {
        PrintSubject(plan, $"{string.Join(" and ", guests)} guests; the hooks of {results.Count(each => each.Damage is not null)} of {results.Count} registers are missed{(wasInterrupted ? ", interrupted" : "")}");
        var table = new TextTable("dir", "register", "hand-offs", "who misses them") { Right = [2] };
        foreach (var result in results)
            table.Add(result.IsWrite ? "W" : "R", result.Register, Figures.Count(result.Handoffs), result.Problem ?? (result.Damage is { } damage ? $"{Word(damage.Kind)}: {damage}"
                : $"{(result.IsForChecks ? "no guest that behaves; only checks need them" : "nobody: SURVIVES")} ({string.Join("; ", result.Reasons.Select(reason => reason.Text).Distinct())})"));
        table.Print();
    }

    private static string Outcome(ControlResult result) =>
        result.Damage is { } damage ? $"{Word(damage.Kind)}: {damage}"
        : result.IsOvercautious ? "none: OVERCAUTIOUS"
        : result.Stood == 0 ? $"it never stood, in {Figures.Count(result.Looks)} looks"
        : $"none was made; it stood in {Figures.Count(result.Stood)} of {Figures.Count(result.Looks)} looks";

    /// <summary>A kind of damage in a word.</summary>
    public static string Word(DamageKind kind) => kind.ToString().ToLowerInvariant();

    /// <summary>The command that shows a failure again.</summary>
    public static string Again(VerifyPlan plan, int guests, EquivalenceFailure failure) =>
        $"vpio verify handoff {(plan.Path.Length == 0 ? "" : plan.Path + " ")}--device {plan.Bench.Name}{(plan.Variant is { } variant ? $" --variant {variant}" : "")}{(plan.FramesOfOthers is { } frames ? $" --frames {frames.ToString().ToLowerInvariant()}" : "")} --guests {guests} --handoffs 1 --seed {failure.Seed.ToString(CultureInfo.InvariantCulture)}";

    private static void PrintSubject(VerifyPlan plan, string sentence)
    {
        FoldedText.WriteLine($"{plan.Model.Name} ({plan.Model.Title}), variant {plan.Model.Variant}; device {plan.Bench.Name}, seed {plan.Seed.ToString(CultureInfo.InvariantCulture)}: {sentence}");
        FoldedText.WriteLine();
    }

    private static void PrintFailure(VerifyPlan plan, int guests, EquivalenceFailure failure)
    {
        FoldedText.WriteLine();
        FoldedText.WriteLine($"{guests} guests, seed {failure.Seed.ToString(CultureInfo.InvariantCulture)}: {failure.Differences[0]}");
        FoldedText.WriteLine(failure.Moments.Count == 0
            ? "    it takes only the hand-offs of owners that have nothing to do with the device, which no run can leave out"
            : $"    it takes {Figures.Count(failure.Moments.Count)} hand-off(s), beside those of owners that have nothing to do with the device:");
        foreach (var moment in failure.Moments.Take(ShownMoments))
            FoldedText.WriteLine($"    guest {moment.Owner + 1}, after {Figures.Count(moment.Accesses)} exits of its own, to guest {moment.To + 1}");
        if (failure.Moments.Count > ShownMoments)
            FoldedText.WriteLine($"    {Figures.Count(failure.Moments.Count - ShownMoments)} more; --json lists all");
        FoldedText.WriteLine($"    again: {Again(plan, guests, failure)}");
    }

    private static string Mean(long accesses, EquivalenceResult result) => result.Handoffs == 0 ? "-" : Figures.Count(accesses / result.Handoffs);
}
