using Dmm.Compilation;
using Dmm.Hooking;

namespace Passthrough.Verification;

/// <summary>Takes the hooks of each register out of the plan in turn: what the monitor no longer sees, guests must miss.</summary>
/// <remarks>
/// Each hand-off reads registers back, so that the monitor learns what it missed. What only a driver left alone for long shows is therefore looked for with few
/// hand-offs, and what is lost on the way with many; where answers come soon, more happens in the middle of a guest's work. A hook that only a check needs is missed by no guest that behaves; what guards those is the search for
/// breaks of isolation. The result says so.
/// </remarks>
public static class HookMutation
{
    private const long DenseLatencyNs = 500_000; // so that answers for others come while a guest works on its device

    private static readonly int[] TimesAsRare = [1, 16, 1024];

    /// <summary>Tries every register and direction.</summary>
    /// <param name="casts">What is verified, with each number of guests that is tried.</param>
    /// <param name="handoffs">Hand-offs with each number of guests after which a hook counts as missed by nobody.</param>
    /// <param name="cancel">Ends it early, with what there is.</param>
    public static IEnumerable<HookMutantResult> Run(IReadOnlyList<VerificationOptions> casts, long handoffs, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(casts);
        ArgumentOutOfRangeException.ThrowIfZero(casts.Count);
        var whole = SharedRun.Compile(casts[0]);
        foreach (var hooks in whole.Plan.Hooks.GroupBy(hook => (hook.Register, hook.IsWrite)).OrderBy(group => (group.First().Region, group.First().Offset, group.Key.IsWrite)))
        {
            if (cancel.IsCancellationRequested)
                yield break;
            var without = TableCompiler.Compile(casts[0].Model, whole.Plan with { Hooks = [.. whole.Plan.Hooks.Except(hooks)] });
            yield return Missed(new HookMutantResult(hooks.Key.Register.Name, hooks.Key.IsWrite, [.. hooks.First().Reasons], null, 0), casts, whole, without, handoffs, cancel);
        }
    }

    /// <summary>How many registers and directions there are to try.</summary>
    public static int CountOf(VerificationOptions options) => SharedRun.Compile(options).Plan.Hooks.Select(hook => (hook.Register, hook.IsWrite)).Distinct().Count();

    private static HookMutantResult Missed(HookMutantResult result, IReadOnlyList<VerificationOptions> casts, MonitorTables whole, MonitorTables without, long handoffs, CancellationToken cancel)
    {
        foreach (var options in casts.SelectMany(cast => new[] { cast, cast with { LatencyNs = Math.Min(cast.LatencyNs, DenseLatencyNs) } }).Distinct())
            for (long made = 0, round = 0; made < handoffs && result is { Damage: null, Problem: null } && !cancel.IsCancellationRequested; round++)
            {
                var seed = options.Seed + (ulong)round;
                if (SharedRun.TryPrepare(options, seed, whole, whole, out var problem) is not { } run)
                    return result with { Problem = problem };
                result = result with { Guests = options.Guests };
                var before = result.Handoffs;
                foreach (var times in TimesAsRare)
                    result = Shared(result, options, run.Again(), whole, without, times);
                made += Math.Max(1, result.Handoffs - before);
            }
        return result;
    }

    /// <summary>One run without the hooks. What happens with them too, where much happens at once, is not for want of them.</summary>
    private static HookMutantResult Shared(HookMutantResult result, VerificationOptions options, SharedRun run, MonitorTables whole, MonitorTables without, int timesAsRare)
    {
        if (result is not { Damage: null, Problem: null })
            return result;
        var differences = Share(run, without, out var made);
        if (differences.Count > 0 && run.Problem is null && Share(run.Again(), whole, out _).Count > 0)
            differences.Clear();
        return result with { Handoffs = result.Handoffs + made, Damage = differences.Count > 0 ? differences[0] : null, Problem = run.Problem };

        List<Difference> Share(SharedRun among, MonitorTables tables, out long handoffs)
        {
            var found = new List<Difference>();
            handoffs = among.Share(tables, new RandomSwitching(run.Seed, options.OneIn * timesAsRare, asked => asked.IsReusable), found).Count;
            return found;
        }
    }
}

/// <summary>What came of taking a register's hooks in one direction out of the plan.</summary>
/// <param name="Register">The register.</param>
/// <param name="IsWrite">The direction.</param>
/// <param name="Reasons">What the hooks are for.</param>
/// <param name="Damage">How a guest missed them; null if none did.</param>
/// <param name="Handoffs">Hand-offs made for it.</param>
public sealed record HookMutantResult(string Register, bool IsWrite, IReadOnlyList<HookReason> Reasons, Difference? Damage, long Handoffs)
{
    /// <summary>Whether no guest that behaves can miss them, since only checks need them.</summary>
    public bool IsForChecks => Reasons.All(reason => reason.Goal == HookGoals.Dma);

    /// <summary>Whether nobody missed them who should have.</summary>
    public bool Survives => Damage is null && !IsForChecks && Problem is null;

    /// <summary>Guests of the last run that was made for it.</summary>
    public int Guests { get; init; }

    /// <summary>Why nothing could be found out; null if it could.</summary>
    public string? Problem { get; init; }
}
