using Dmm.Compilation;
using Dmm.Monitoring;
using Dmm.Tracing;

namespace Dmm.Analysis.Trying;

/// <summary>Runs a script with a live monitor and no device.</summary>
public static class TryRun
{
    /// <summary>Runs all cases.</summary>
    /// <param name="tables">The model.</param>
    /// <param name="script">A script without faults.</param>
    /// <param name="namesChecks">Whether a denial must be by the checks that the script names; else any denial will do.</param>
    /// <returns>What does not hold, the first of each case.</returns>
    public static IReadOnlyList<TryFault> Run(MonitorTables tables, TryScript script, bool namesChecks = true)
    {
        ArgumentNullException.ThrowIfNull(script);
        return [.. script.Cases.Select(each => Run(tables, script, each, namesChecks)).OfType<TryFault>()];
    }

    private static TryFault? Run(MonitorTables tables, TryScript script, TryCase of, bool namesChecks)
    {
        var memory = new TriedMemory(script.Map);
        var monitor = new DeviceMonitor(tables, memory);
        for (var i = 0; i < of.Steps.Count; i++)
            if (Fault(monitor, memory, of.Steps[i], i + 1 < of.Steps.Count ? of.Steps[i + 1] : null, namesChecks) is { } fault)
                return fault with { Message = $"{of.Name}: {fault.Message}" };
        return null;
    }

    private static TryFault? Fault(DeviceMonitor monitor, TriedMemory memory, TryStep step, TryStep? next, bool namesChecks)
    {
        switch (step.Kind)
        {
            case TryStepKind.Store:
                return memory.TryWrite(step.At, step.Bytes) ? null : new TryFault(step.Line, $"'{step.Text}': this is not the guest's memory; 'window' lines say where it is");
            case TryStepKind.Interrupt:
                monitor.Interrupt(step.Value);
                return null;
            case TryStepKind.ExpectReusable or TryStepKind.ExpectNotReusable:
                var reusable = Reusability.Ask(monitor);
                return reusable.IsReusable == (step.Kind == TryStepKind.ExpectReusable) ? null
                    : new TryFault(step.Line, reusable.IsReusable ? "reusable, and it must not be" : $"not reusable: {string.Join("; ", reusable.Explain(monitor))}");
            case TryStepKind.Write or TryStepKind.Read:
                return Judge(monitor, step, next?.Kind == TryStepKind.ExpectDenied ? next : null, namesChecks);
            default:
                return null;
        }
    }

    private static TryFault? Judge(DeviceMonitor monitor, TryStep step, TryStep? denied, bool namesChecks)
    {
        var access = new TraceEvent(step.Kind == TryStepKind.Write ? TraceEventKind.Write : TraceEventKind.Read, step.Region, step.Size, (uint)step.At, step.Value ?? 0);
        var verdict = monitor.Access(access);
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
