using Dmm.Compilation;
using Passthrough.Devices;
using Passthrough.Guests;
using Passthrough.Guests.Workloads;
using Passthrough.Multiplexing.Sharing;
using Passthrough.Multiplexing.Turns;
using Passthrough.Verification.Isolation.Scripts;

namespace Passthrough.Verification.Isolation;

/// <summary>Plays a case on a device.</summary>
internal static class CaseRun
{
    private const ulong FirstUsed = 0x1000;

    /// <summary>Plays it.</summary>
    /// <param name="settings">How.</param>
    /// <param name="scripts">What the guests do, the attacker first.</param>
    /// <param name="tables">The model.</param>
    /// <param name="nic">The device, as it is after power-on.</param>
    /// <param name="protections">The parts that keep guests apart; all when left out.</param>
    /// <param name="driver">Makes the driver of a victim at work, which has an address.</param>
    /// <param name="attackerBy">Has something else make the attacker's accesses.</param>
    public static CaseOutcome Play(
        CaseSettings settings, IReadOnlyList<ScriptStep[]> scripts, MonitorTables tables, IPhysicalNic nic, Protections? protections = null, Func<byte[], IScriptedDriver>? driver = null,
        Func<ScriptGuest, IGuest>? attackerBy = null)
    {
        var parts = scripts.Select((steps, number) => IsolationPart.Scripted(IsolationCase.Guests[number], isHonest: number > 0, number, steps)).ToArray();
        parts[0] = parts[0] with { MadeBy = attackerBy };
        var work = settings.Works ? new VictimAtWork(parts, driver!) : null;
        var sharing = new SharingOptions { Frames = SharingOptions.FramesOf(tables.Model), DeadlineMs = settings.DeadlineMs, Spoofing = settings.Spoofing, Protections = protections ?? Protections.All };
        var run = new IsolationRun(tables, nic, parts, new FairScheduler(settings.LeastMs, settings.MostMs, settings.IdleMs), sharing);
        for (var guest = 0; guest < parts.Length; guest++)
            run.MemoryOf(guest).Use(FirstUsed, settings.Unused);
        if (work is not null)
            VictimAtWork.Begin(run);
        run.Run(settings.LimitNs, () => run.ScriptOf(0)!.IsDone && run.ScriptOf(1)?.IsDone != false);
        work?.Conclude(run);
        run.Conclude();
        var attacker = run.Multiplexer.Tenants[0];
        return new CaseOutcome(run.Oracle.Findings, run.ScriptOf(0)!.IsDone, run.ScriptOf(0)!.StepsDone, attacker.Counts.Denied, run.Multiplexer.Problem,
            [.. run.Multiplexer.Incidents.Kept.Select(incident => $"{incident.Guest}: {incident.Text}")]);
    }
}

/// <summary>What came of a case.</summary>
/// <param name="Findings">Breaks of isolation.</param>
/// <param name="IsDone">Whether the attacker came to the end of its script.</param>
/// <param name="StepsDone">How far it came.</param>
/// <param name="Denied">Accesses of the attacker that were denied.</param>
/// <param name="Problem">Why the device is gone; null if it is not.</param>
/// <param name="Incidents">What went wrong.</param>
internal sealed record CaseOutcome(IReadOnlyList<Finding> Findings, bool IsDone, int StepsDone, long Denied, string? Problem, IReadOnlyList<string> Incidents);
