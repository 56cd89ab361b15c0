using Dmm.Compilation;

namespace Passthrough.Verification;

/// <summary>
/// Shows that a guest cannot tell whether its device is handed over: with the device switched at random moments that the model calls
/// reusable, every guest reads what it reads alone, and every frame arrives once, in order, intact.
/// </summary>
public static class HandoffEquivalence
{
    /// <summary>Runs until so many hand-offs were made, or something differs.</summary>
    /// <param name="options">What is verified.</param>
    /// <param name="handoffs">How many hand-offs.</param>
    /// <param name="progress">Receives how many were made, or null.</param>
    /// <param name="cancel">Ends it early, with what there is.</param>
    public static EquivalenceResult Verify(VerificationOptions options, long handoffs, IProgress<long>? progress = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var tables = SharedRun.Compile(options);
        var result = new EquivalenceResult(0, 0, 0, 0, 0, null);
        for (var seed = options.Seed; result.Handoffs < handoffs && result.Failure is null && result.Problem is null && !cancel.IsCancellationRequested; seed++)
        {
            result = SharedRun.TryPrepare(options, seed, tables, tables, out var problem) is { } run
                ? Add(result, run, tables, options)
                : result with { Problem = $"seed {seed}: {problem}" };
            progress?.Report(result.Handoffs);
        }
        return result;
    }

    /// <summary>Makes the one run of the options' seed.</summary>
    /// <param name="options">What is verified.</param>
    public static EquivalenceResult VerifyRun(VerificationOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var tables = SharedRun.Compile(options);
        var result = new EquivalenceResult(0, 0, 0, 0, 0, null);
        return SharedRun.TryPrepare(options, options.Seed, tables, tables, out var problem) is { } run
            ? Add(result, run, tables, options)
            : result with { Problem = $"seed {options.Seed}: {problem}" };
    }

    private static EquivalenceResult Add(EquivalenceResult result, SharedRun run, MonitorTables tables, VerificationOptions options)
    {
        var differences = new List<Difference>();
        var switching = new RandomSwitching(run.Seed, options.OneIn, asked => asked.IsReusable);
        var totals = run.Share(tables, switching, differences);
        if (run.Problem is not null)
            return result with { Problem = $"seed {run.Seed}: {run.Problem}" };
        return new EquivalenceResult(
            result.Handoffs + totals.Count, result.Runs + 1, result.Frames + options.Guests * options.Frames,
            result.Accesses + totals.Accesses, result.FullCopyAccesses + totals.FullCopyAccesses,
            differences.Count == 0 ? null : new EquivalenceFailure(run.Seed, differences, Shrinking.Shrink(switching.Moments, plan => Differs(run, tables, plan))));
    }

    private static bool Differs(SharedRun run, MonitorTables tables, IReadOnlyList<HandoffPoint> plan)
    {
        var differences = new List<Difference>();
        run.Share(tables, new PlannedSwitching(plan), differences);
        return differences.Count > 0;
    }
}
