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
    /// <param name="restoring">Shows what a hand-off would do; without it a script that says something of that does not hold.</param>
    /// <returns>What does not hold, the first of each case.</returns>
    public static IReadOnlyList<TryFault> Run(MonitorTables tables, TryScript script, bool namesChecks = true, IRestoring? restoring = null) =>
        [.. Faults(script, new TryPlay(tables, namesChecks, restoring, (monitor, access, _) => monitor.Access(access)))];

    /// <summary>The first thing of a script that does not hold; null if all does.</summary>
    internal static TryFault? First(MonitorTables tables, TryScript script, IRestoring? restoring, bool namesChecks) =>
        Faults(script, new TryPlay(tables, namesChecks, restoring, (monitor, access, _) => monitor.Access(access))).FirstOrDefault();

    /// <summary>Runs all cases; accesses go to a monitor through other code.</summary>
    internal static IReadOnlyList<TryFault> Run(MonitorTables tables, TryScript script, Func<DeviceMonitor, TraceEvent, TryStep, Verdict> judge) =>
        [.. Faults(script, new TryPlay(tables, namesChecks: true, null, judge))];

    private static IEnumerable<TryFault> Faults(TryScript script, TryPlay play)
    {
        ArgumentNullException.ThrowIfNull(script);
        return script.Cases.Select(each => play.Run(each, script.Map)).OfType<TryFault>();
    }
}
