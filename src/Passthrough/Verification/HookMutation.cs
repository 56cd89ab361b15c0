using Dmm.Compilation;
using Dmm.Hooking;

namespace Passthrough.Verification;

/// <summary>Takes the hooks of each register out of the plan in turn: what the monitor no longer sees, guests must miss.</summary>
/// <remarks>
/// A hook that only a check needs is missed by no guest that behaves; what guards those is the search for breaks of isolation. The result says so.
/// </remarks>
public static class HookMutation
{
    /// <summary>Tries every register and direction.</summary>
    /// <param name="options">What is verified.</param>
    /// <param name="handoffs">Hand-offs after which a hook counts as missed by nobody.</param>
    /// <param name="cancel">Ends it early, with what there is.</param>
    public static IEnumerable<HookMutantResult> Run(VerificationOptions options, long handoffs, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var whole = SharedRun.Compile(options);
        foreach (var hooks in whole.Plan.Hooks.GroupBy(hook => (hook.Register, hook.IsWrite)).OrderBy(group => (group.First().Region, group.First().Offset, group.Key.IsWrite)))
        {
            if (cancel.IsCancellationRequested)
                yield break;
            var without = TableCompiler.Compile(options.Model, whole.Plan with { Hooks = [.. whole.Plan.Hooks.Except(hooks)] });
            var result = new HookMutantResult(hooks.Key.Register.Name, hooks.Key.IsWrite, [.. hooks.First().Reasons], Missed(options, whole, without, handoffs, cancel, out var made, out var problem), made);
            yield return result with { Problem = problem };
        }
    }

    /// <summary>How many registers and directions there are to try.</summary>
    public static int CountOf(VerificationOptions options) => SharedRun.Compile(options).Plan.Hooks.Select(hook => (hook.Register, hook.IsWrite)).Distinct().Count();

    private static Difference? Missed(VerificationOptions options, MonitorTables whole, MonitorTables without, long handoffs, CancellationToken cancel, out long made, out string? problem)
    {
        (made, problem) = (0, null);
        var differences = new List<Difference>();
        for (var seed = options.Seed; made < handoffs && differences.Count == 0 && problem is null && !cancel.IsCancellationRequested; seed++)
        {
            if (SharedRun.TryPrepare(options, seed, whole, whole, out problem) is not { } run)
                break;
            made += Math.Max(1, run.Share(without, new RandomSwitching(seed, options.OneIn, asked => asked.IsReusable), differences).Count);
            problem = run.Problem;
        }
        return differences.Count > 0 ? differences[0] : null;
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

    /// <summary>Why nothing could be found out; null if it could.</summary>
    public string? Problem { get; init; }
}
