using Dmm.Compilation;
using Dmm.Monitoring;

namespace Passthrough.Verification;

/// <summary>
/// What stands against a hand-off at the accesses of an owner, in runs with hand-offs at reusable moments and no others: what stands alone, and what always
/// stands with something else.
/// </summary>
/// <remarks>
/// The runs are kept, so that guests run alone once for all obstacles. A run in which a guest can tell although nothing was forced says nothing
/// of damage and is left out.
/// </remarks>
/// <param name="options">What is verified.</param>
/// <param name="tables">The model, compiled.</param>
/// <param name="mostRuns">How many runs there may be.</param>
internal sealed class ControlSurvey(VerificationOptions options, MonitorTables tables, int mostRuns)
{
    private const int MostRunsWithoutNews = 3;

    private readonly Dictionary<Reusability, long> seen = [];
    private readonly List<SharedRun> runs = [];
    private int made;

    /// <summary>How often was looked.</summary>
    public long Looks { get; private set; }

    /// <summary>Why there is no next run, though there might be; else null.</summary>
    public string? Problem { get; private set; }

    /// <summary>How often an obstacle stood.</summary>
    public long TimesOf(ControlObstacle obstacle) => seen.Where(each => obstacle.Stands(each.Key)).Sum(each => each.Value);

    /// <summary>What stood beside an obstacle when the least did, and of that what did most often; nothing if it stood alone, null if it never stood.</summary>
    public Reusability? LeastBeside(ControlObstacle obstacle) => seen.Where(each => obstacle.Stands(each.Key))
        .GroupBy(each => obstacle.Beside(each.Key), each => each.Value)
        .OrderBy(group => ulong.PopCount(group.Key.States) + ulong.PopCount(group.Key.Conditions)).ThenByDescending(group => group.Sum())
        .Select(group => (Reusability?)group.Key).FirstOrDefault();

    /// <summary>Looks on until every obstacle stood alone, or nothing new is seen any more.</summary>
    public void Look(IReadOnlyList<ControlObstacle> obstacles, CancellationToken cancel)
    {
        for (var withoutNews = 0; withoutNews < MostRunsWithoutNews && !cancel.IsCancellationRequested && obstacles.Any(obstacle => LeastBeside(obstacle) is not { IsReusable: true }); withoutNews++)
        {
            var before = seen.Count;
            if (!TryRun())
                return;
            if (seen.Count > before)
                withoutNews = -1;
        }
    }

    /// <summary>The runs, one after the other; those that were looked at come first.</summary>
    public IEnumerable<SharedRun> Runs()
    {
        for (var next = 0; next < runs.Count || TryRun();)
            if (next < runs.Count) // one that says nothing of damage is not among them
                yield return runs[next++].Again();
    }

    private bool TryRun()
    {
        if (made == mostRuns || Problem is not null)
            return false;
        var seed = options.Seed + (ulong)made++;
        if (SharedRun.TryPrepare(options, seed, tables, tables, out var problem) is not { } run)
        {
            Problem = $"seed {seed}: {problem}";
            return false;
        }
        var differences = new List<Difference>();
        run.Share(tables, ControlSwitching.Of(seed, Note(ControlSwitching.AtRest(seed, options.OneIn))), differences);
        Problem = run.Problem is { } gone ? $"seed {seed}: {gone}" : null;
        if (differences.Count == 0 && Problem is null)
            runs.Add(run);
        return Problem is null;
    }

    private Func<Reusability, bool> Note(Func<Reusability, bool> isSuitable) => asked =>
    {
        Looks++;
        seen[asked] = seen.GetValueOrDefault(asked) + 1;
        return isSuitable(asked);
    };
}
