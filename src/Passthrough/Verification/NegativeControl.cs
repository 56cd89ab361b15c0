using Dmm.Modeling.Model;
using Dmm.Monitoring;

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
    /// <param name="mostRuns">Runs for an obstacle; in most models some never stand alone.</param>
    /// <param name="cancel">Ends it early, with what there is.</param>
    public static IEnumerable<ControlResult> Run(VerificationOptions options, long handoffs, int mostRuns, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        foreach (var state in options.Model.Machines.SelectMany(machine => machine.States.Where(state => !state.Reusable).Select(state => (machine, state))))
            yield return Try(options, $"{state.machine.Name} is {state.state.Name}", asked => asked.States == state.state.Mask && IsAllowedBeside(options.Model, asked), handoffs, mostRuns, cancel);
        foreach (var condition in options.Model.Conditions)
            yield return Try(options, condition.Name, asked => asked.States == 0 && asked.Conditions == 1UL << condition.Index, handoffs, mostRuns, cancel);
    }

    /// <summary>A condition may say the same of the device as a state, and then never fails without it.</summary>
    private static bool IsAllowedBeside(DeviceModel model, Reusability asked)
    {
        var others = asked.Conditions;
        foreach (var condition in model.Conditions)
            if (model.Interrupt is null || !condition.Reads(model.Interrupt.Cause))
                others &= ~(1UL << condition.Index);
        return others == 0;
    }

    private static ControlResult Try(VerificationOptions options, string name, Func<Reusability, bool> isSuitable, long handoffs, int mostRuns, CancellationToken cancel)
    {
        var tables = SharedRun.Compile(options);
        long forced = 0;
        var runs = 0;
        for (var seed = options.Seed; runs < mostRuns && forced < handoffs && !cancel.IsCancellationRequested; seed++, runs++)
        {
            var differences = new List<Difference>();
            if (SharedRun.TryPrepare(options, seed, tables, tables, out var problem) is not { } run)
                return new ControlResult(name, forced, null, runs) { Problem = $"seed {seed}: {problem}" };
            forced += run.Share(tables, new RandomSwitching(seed, 3, isSuitable), differences).Forced;
            if (run.Problem is not null)
                return new ControlResult(name, forced, null, runs) { Problem = $"seed {seed}: {run.Problem}" };
            if (differences.Count > 0 && forced > 0)
                return new ControlResult(name, forced, differences[0], runs + 1);
        }
        return new ControlResult(name, forced, null, runs);
    }
}
