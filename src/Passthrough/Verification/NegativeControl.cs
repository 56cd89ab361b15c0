using Dmm.Compilation;

namespace Passthrough.Verification;

/// <summary>
/// The counterproof: hand-offs are forced at moments that the model calls not reusable, one obstacle at a time. If nothing
/// breaks, the obstacle is none.
/// </summary>
public static class NegativeControl
{
    /// <summary>Tries every state that is not reusable, and every condition.</summary>
    /// <param name="options">What is verified.</param>
    /// <param name="handoffs">Forced hand-offs to be made for an obstacle before it counts as none.</param>
    /// <param name="mostRuns">Runs for an obstacle; some never stand alone, or on a device that obeys at once never stand.</param>
    /// <param name="cancel">Ends it early, with what there is.</param>
    public static IEnumerable<ControlResult> Run(VerificationOptions options, long handoffs, int mostRuns, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var tables = SharedRun.Compile(options);
        var obstacles = ControlObstacle.Of(options.Model);
        var survey = new ControlSurvey(options, tables, mostRuns);
        survey.Look(obstacles, cancel);
        foreach (var obstacle in obstacles)
            yield return Try(obstacle, survey, tables, options.OneIn, handoffs, cancel);
    }

    private static ControlResult Try(ControlObstacle obstacle, ControlSurvey survey, MonitorTables tables, int oneIn, long handoffs, CancellationToken cancel)
    {
        var result = new ControlResult(obstacle.Name, 0, null, 0) { Stood = survey.TimesOf(obstacle), Looks = survey.Looks, Problem = survey.Problem };
        if (survey.LeastBeside(obstacle) is not { } beside)
            return result;
        result = result with { Beside = [.. beside.Names(tables)] };
        foreach (var run in survey.Runs())
        {
            if (result.Forced >= handoffs || cancel.IsCancellationRequested)
                break;
            var differences = new List<Difference>();
            var forced = run.Share(tables, ControlSwitching.Of(run.Seed, ControlSwitching.Against(obstacle, beside, run.Seed, oneIn)), differences).Forced;
            result = result with { Forced = result.Forced + forced, Runs = result.Runs + 1, Problem = run.Problem is { } gone ? $"seed {run.Seed}: {gone}" : null };
            if (result.Problem is not null)
                return result;
            if (differences.Count > 0 && forced > 0)
                return result with { Damage = differences[0] };
        }
        return result with { Problem = survey.Problem };
    }
}
