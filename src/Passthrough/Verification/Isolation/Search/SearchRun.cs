using Dmm.Compilation;
using Passthrough.Devices;
using Passthrough.Guests.Scripted;
using Passthrough.Multiplexing.Sharing;
using Passthrough.Multiplexing.Turns;
using Passthrough.Verification.Isolation.Scripts;

namespace Passthrough.Verification.Isolation.Search;

/// <summary>Plays a hostile script against an honest guest at work.</summary>
internal sealed class SearchRun(MonitorTables tables, SearchBench bench, Protections protections)
{
    private const long StartNs = 200_000_000, SimulatedNs = 100_000_000, RealNs = 8_000_000_000, DeafNs = 3_000_000_000;
    private const int MostWithoutDevice = 24;

    /// <summary>The addresses of the attacker and of the victim.</summary>
    public static byte[][] Stations { get; } = [[2, 0, 0x5e, 0x10, 0x20, 0x31], [2, 0, 0x5e, 0x77, 0x88, 0xc7]];

    /// <summary>Plays it; a real device is then as it is after power-on again.</summary>
    /// <param name="nic">The device, as it is after power-on.</param>
    /// <param name="steps">The script.</param>
    /// <param name="coverage">Receives its accesses, or null.</param>
    public SearchOutcome Play(IPhysicalNic nic, ScriptStep[] steps, AccessCoverage? coverage)
    {
        var isReal = bench.Device.IsRealTime;
        while (nic.TryRecall(out _))
        {
            // A NIC that was deaf at the end of the script before has frames waiting that are not of this one.
        }
        CanaryTraffic? victim = null;
        ScriptGuest? attacker = null;
        IsolationPart[] parts =
        [
            new("attacker", false, Stations[0], (run, number) => attacker = new ScriptGuest(run.Oracle, run.Stage, number, steps) { StartsWhen = () => victim!.HasStarted && (tables.Model.Delivery is null || victim.Received > 0 || run.Multiplexer.NowNs > DeafNs) }),
            new("victim", true, Stations[1], (run, number) =>
                new WatchedGuest(new ScriptedGuest("victim", victim = new CanaryTraffic(run, number, bench.Driver(tables.Model, 2, Stations[1])) { EveryNs = isReal ? 1_000_000 : 200_000 }), run.MemoryOf(number).TakeStore)),
        ];
        IScheduler scheduler = isReal ? new CountedTurns(attacker: 0) : new FairScheduler(0.1, 1, 0.05);
        var sharing = new SharingOptions { Frames = SharingOptions.FramesOf(tables.Model), DeadlineMs = isReal ? 60 : 3, Protections = protections };
        var run = new IsolationRun(tables, nic, parts, scheduler, sharing);
        var tenant = run.Multiplexer.Tenants[0];
        if (tables.Model.Delivery is not null)
            run.Peer.Send(1, 1, 200, 0); // until it came the device may be deaf, and what comes after its script does not count
        if (!tables.Model.SharesFrames)
            run.Peer.ComesNow = new FramesInTurn(run.Multiplexer, victim: 1).IsNow;
        coverage?.Start();
        if (coverage is not null)
            attacker!.OnStep = (in ScriptStep step) => coverage.Take(tenant, tables, step);
        run.Run(nic.ElapsedNs + StartNs + (isReal ? RealNs : SimulatedNs), () => attacker!.IsDone || tenant.Counts.WithoutDevice > MostWithoutDevice || run.Oracle.HasFound);
        coverage?.Take(tenant, tables);
        var sentBefore = run.Peer.ReceivedFrom(1);
        run.Run(nic.ElapsedNs + (isReal ? 5_000_000 : 2_000_000), () => run.Oracle.HasFound || run.Peer.ReceivedFrom(1) > sentBefore + 1);
        if (isReal)
            nic.Reset(); // what the device was still sending has left when it is over, and is judged here; in the run after this one it would be a frame out of order
        run.Conclude();
        return new SearchOutcome(run.Oracle.Findings, attacker!.Accesses, attacker.StepsDone, tenant.Counts.Denied, run.Multiplexer.Handoffs.Count, run.Multiplexer.Tenants.Sum(each => each.Counts.Evictions), run.Peer.ReceivedFrom(1), victim!.Received, run.Multiplexer.Problem);
    }
}

/// <summary>What came of a script.</summary>
/// <param name="Findings">Breaks of isolation.</param>
/// <param name="Accesses">Accesses of the attacker; a run is as many.</param>
/// <param name="Steps">Steps that it came to make.</param>
/// <param name="Denied">Accesses of it that were denied.</param>
/// <param name="Handoffs">Hand-offs.</param>
/// <param name="Evictions">Times that the device was taken away from a guest.</param>
/// <param name="Sent">Frames of the victim that reached the wire.</param>
/// <param name="Received">Frames that reached the victim.</param>
/// <param name="Problem">Why the device is gone; null if it is not.</param>
internal sealed record SearchOutcome(IReadOnlyList<Finding> Findings, long Accesses, long Steps, long Denied, long Handoffs, long Evictions, long Sent, long Received, string? Problem);
