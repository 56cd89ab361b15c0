using Passthrough.Verification;
using Vpio.Input;
using Vpio.Outcomes;
using Vpio.Output;

namespace Vpio.Commands;

/// <summary>Carries the four verifications of hand-offs out, and gives what comes of them to an output.</summary>
internal static class HandoffVerification
{
    private const int MostControlRuns = 12;

    /// <summary>That no guest can tell.</summary>
    public static int Verify(VerifyPlan plan, IVerifyOutput output, CancellationToken cancel)
    {
        if (plan.Runs is not null)
            return VerifyRuns(plan, output, cancel);
        var guests = plan.Guests ?? [.. plan.Bench.Guests];
        var total = plan.Handoffs ?? plan.Bench.Handoffs;
        var each = (total + guests.Length - 1) / guests.Length;
        var results = new List<(int Guests, EquivalenceResult Result)>();
        VerifyProgress.Show("hand-offs", each * guests.Length, progress =>
        {
            foreach (var number in guests)
                if (!cancel.IsCancellationRequested && results.All(result => result.Result.Problem is null))
                {
                    var before = each * results.Count;
                    results.Add((number, HandoffEquivalence.Verify(plan.For(number), each, progress is null ? null : new DirectProgress(made => progress.Report(before + made)), cancel)));
                }
        });
        output.Print(plan, results, cancel.IsCancellationRequested);
        MustBeWhole(results.Select(result => result.Result.Problem), cancel);
        return results.All(result => result.Result.Failure is null) ? ExitStatus.Clean : ExitStatus.Found;
    }

    /// <summary>The same by runs, of which others may be made elsewhere.</summary>
    private static int VerifyRuns(VerifyPlan plan, IVerifyOutput output, CancellationToken cancel)
    {
        var runs = plan.Shard.Take(Enumerable.Range(0, plan.Runs!.Value)).ToList();
        var made = new List<GuestRun>();
        VerifyProgress.Show("runs", (plan.Guests ?? [.. plan.Bench.Guests]).Length * runs.Count, progress =>
        {
            foreach (var number in plan.Guests ?? [.. plan.Bench.Guests])
                foreach (var run in runs.TakeWhile(_ => !cancel.IsCancellationRequested && made.TrueForAll(each => each.Guests != number || each.Result is { Failure: null, Problem: null })))
                {
                    made.Add(new GuestRun(number, plan.Seed + (ulong)run, HandoffEquivalence.VerifyRun(plan.For(number) with { Seed = plan.Seed + (ulong)run })));
                    progress?.Report(made.Count);
                }
        });
        output.Print(plan, made, cancel.IsCancellationRequested);
        MustBeWhole(made.Select(each => each.Result.Problem), cancel);
        return made.TrueForAll(each => each.Result.Failure is null) ? ExitStatus.Clean : ExitStatus.Found;
    }

    /// <summary>That whatever the model says stands against a hand-off does.</summary>
    public static int Control(VerifyPlan plan, IVerifyOutput output, CancellationToken cancel)
    {
        var guests = plan.Guests ?? [8];
        if (guests.Length > 1)
            throw new InputException("--control takes one number of guests: --guests 8");
        var results = new List<ControlResult>();
        var model = plan.Model;
        var obstacles = model.Machines.Sum(machine => machine.States.Count(state => !state.Reusable)) + model.Conditions.Count;
        VerifyProgress.Show("obstacles", obstacles, progress => Collect(NegativeControl.Run(plan.For(guests[0]), plan.Handoffs ?? 100, MostControlRuns, cancel), results, progress));
        output.Print(plan, guests[0], results, cancel.IsCancellationRequested);
        MustBeWhole(results.Select(result => result.Problem), cancel);
        return results.Exists(result => result.IsOvercautious) ? ExitStatus.Found : ExitStatus.Clean;
    }

    /// <summary>That each line of the context is needed.</summary>
    public static int Mutate(VerifyPlan plan, IVerifyOutput output, CancellationToken cancel)
    {
        var guests = plan.Guests ?? [3, 8];
        var results = new List<ContextLineResult>();
        var lines = plan.Model.Context.Select(item => item.Location.Line).Distinct().Count();
        VerifyProgress.Show("lines", lines, progress => Collect(ContextMutation.Run(plan.File, plan.Text, [.. guests.Select(plan.For)], plan.Handoffs ?? 1_000, cancel), results, progress));
        output.Print(plan, guests, results, cancel.IsCancellationRequested);
        MustBeWhole(results.Select(result => result.Problem), cancel);
        return results.TrueForAll(result => result.IsFound) ? ExitStatus.Clean : ExitStatus.Found;
    }

    /// <summary>That each hook is needed.</summary>
    public static int Unhook(VerifyPlan plan, IVerifyOutput output, CancellationToken cancel)
    {
        var guests = plan.Guests ?? [3, Math.Max(8, plan.Bench.GuestFactory.Size)];
        var casts = guests.Select(plan.For).ToList();
        var results = new List<HookMutantResult>();
        VerifyProgress.Show("registers", HookMutation.CountOf(casts[0]), progress => Collect(HookMutation.Run(casts, plan.Handoffs ?? 1_000, cancel), results, progress));
        output.Print(plan, guests, results, cancel.IsCancellationRequested);
        MustBeWhole(results.Select(result => result.Problem), cancel);
        return results.Exists(result => result.Survives) ? ExitStatus.Found : ExitStatus.Clean;
    }

    private static void Collect<T>(IEnumerable<T> source, List<T> into, IProgress<long>? progress)
    {
        foreach (var result in source)
        {
            into.Add(result);
            progress?.Report(into.Count);
        }
    }

    /// <summary>What was printed is not the whole answer if something was in its way.</summary>
    private static void MustBeWhole(IEnumerable<string?> problems, CancellationToken cancel)
    {
        if (problems.FirstOrDefault(each => each is not null) is { } problem)
            throw new InputException($"it could not be verified to the end: {problem}");
        if (cancel.IsCancellationRequested)
            throw new InputException("interrupted: what is printed is what was found out so far");
    }
}
