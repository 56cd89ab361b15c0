using Dmm.Compilation;
using Dmm.Memory;
using Dmm.Monitoring;
using Dmm.Tracing;

namespace Dmm.Analysis.Trying;

/// <summary>Plays cases of a script, until one thing of a case does not hold.</summary>
/// <param name="tables">The model.</param>
/// <param name="namesChecks">Whether a denial must be by the checks that the script names; else any denial will do.</param>
/// <param name="restoring">Shows what a hand-off would do; null where nothing can.</param>
/// <param name="judge">Gives an access to a monitor.</param>
internal sealed class TryPlay(MonitorTables tables, bool namesChecks, IRestoring? restoring, Func<DeviceMonitor, TraceEvent, TryStep, Verdict> judge)
{
    /// <summary>Plays a case.</summary>
    /// <param name="of">The case.</param>
    /// <param name="map">Where the guest has memory.</param>
    /// <returns>What does not hold; null if all does.</returns>
    public TryFault? Run(TryCase of, GuestMap map)
    {
        var guest = new TriedGuest(tables, map, restoring);
        for (var i = 0; i < of.Steps.Count; i++)
            if (Fault(guest, of.Steps[i], i + 1 < of.Steps.Count ? of.Steps[i + 1] : null) is { } fault)
                return fault with { Message = $"{of.Name}: {fault.Message}" };
        return null;
    }

    private TryFault? Fault(TriedGuest guest, TryStep step, TryStep? next)
    {
        switch (step.Kind)
        {
            case TryStepKind.Store:
                return guest.Memory.TryWrite(step.At, step.Bytes) ? null : new TryFault(step.Line, $"'{step.Text}': this is not the guest's memory; 'window' lines say where it is");
            case TryStepKind.Interrupt:
                return Judge(guest.Monitor, guest.Interrupt(step.Value), step, DeniedBy(next));
            case TryStepKind.Probe:
                guest.Monitor.Observe(step.Register!, step.Value!.Value);
                return null;
            case TryStepKind.ExpectFact:
                return step.Fact!.Against(guest) is { } wrong ? new TryFault(step.Line, wrong) : null;
            case TryStepKind.Write or TryStepKind.Read:
                var access = new TraceEvent(step.Kind == TryStepKind.Write ? TraceEventKind.Write : TraceEventKind.Read, step.Region, step.Size, (uint)step.At, step.Value ?? 0);
                return Judge(guest.Monitor, guest.Access(monitor => judge(monitor, access, step)), step, DeniedBy(next));
            default:
                return null;
        }
    }

    private static TryStep? DeniedBy(TryStep? next) => next?.Kind == TryStepKind.ExpectDenied ? next : null;

    private TryFault? Judge(DeviceMonitor monitor, Verdict verdict, TryStep step, TryStep? denied)
    {
        if (verdict.IsAllowed)
            return denied is null ? null : new TryFault(denied.Line, $"'{step.Text.Trim()}' is allowed, and it must be denied", IsAllowed: true);
        var failures = verdict.Denial == DenialKind.Check ? monitor.LastDenied.Explain(verdict) : [];
        IReadOnlyList<string> failed = verdict.Denial switch
        {
            DenialKind.Check => [.. failures.Select(failure => failure.Name)],
            DenialKind.Unlisted => ["unlisted"],
            _ => ["size"],
        };
        if (denied is null)
            return new TryFault(step.Line, $"'{step.Text.Trim()}' is denied by {string.Join(", ", failed)}{(failures.Count == 0 ? "" : $": {string.Join("; ", Failure.Lines(failures))}")}");
        return !namesChecks || denied.Checks.Count == 0 || denied.Checks.Order(StringComparer.Ordinal).SequenceEqual(failed.Order(StringComparer.Ordinal)) ? null
            : new TryFault(denied.Line, $"'{step.Text.Trim()}' is denied by {string.Join(", ", failed)}, and it must be by {string.Join(", ", denied.Checks)}");
    }
}
