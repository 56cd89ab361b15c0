using Dmm.Analysis.Hooks;
using Dmm.Compilation;
using Dmm.Modeling.Model;
using Passthrough.Devices;
using Passthrough.Guests;
using Passthrough.Multiplexing;
using Passthrough.Peers;

namespace Passthrough.Verification;

/// <summary>The guests of a run, first each alone and then together, and everything in which the two differ.</summary>
internal sealed class SharedRun
{
    private readonly VerificationOptions options;
    private readonly List<IReadOnlyList<ReadEntry>> alone = [];

    private SharedRun(VerificationOptions options, ulong seed)
    {
        this.options = options;
        Seed = seed;
    }

    /// <summary>From what the run follows.</summary>
    public ulong Seed { get; }

    /// <summary>Runs each guest alone.</summary>
    public static SharedRun Prepare(VerificationOptions options, ulong seed, MonitorTables tables)
    {
        var run = new SharedRun(options, seed);
        for (var number = 0; number < options.Guests; number++)
        {
            using var nic = options.Device();
            using var guest = options.Cast.Create(options.FirstGuest + number, options.Frames, seed);
            var reads = new GuestReads(tables, options.Cast.PollsDevice(options.FirstGuest + number));
            var peer = new EchoPeer(new EchoPeerOptions { LatencyNs = options.LatencyNs });
            if ((options.IsAloneMonitored ? Monitored(guest, nic, peer, reads, tables, options.LimitNs) : AloneRun.Of(guest, nic, peer, reads, tables, options.LimitNs)) is { } problem)
                throw new InvalidOperationException(problem);
            run.alone.Add(reads.Taken);
        }
        return run;
    }

    /// <summary>Compiles a model for sharing.</summary>
    public static MonitorTables Compile(DeviceModel model) =>
        TableCompiler.Compile(model, HookGoals.Handoff | HookGoals.Dma | (model.Receive is null ? HookGoals.None : HookGoals.Frames));

    private static string? Monitored(IGuest guest, IPhysicalNic nic, EchoPeer peer, GuestReads reads, MonitorTables tables, long limitNs)
    {
        var multiplexer = new Multiplexer(tables, nic, peer, new FairScheduler(), new SharingOptions());
        multiplexer.Add(guest).Listener = reads;
        multiplexer.Run(limitNs);
        reads.Complete();
        return guest.Report.Outcome == GuestOutcome.Done ? null : $"{guest.Name} does not come to its end even alone: {guest.Report.Message}{(multiplexer.Incidents.Count > 0 ? multiplexer.Incidents.Kept[0].Text : "")}";
    }

    /// <summary>Runs all guests together.</summary>
    /// <param name="tables">The model that decides; it may be another than the one that the guests ran alone with.</param>
    /// <param name="scheduler">When the device is handed over.</param>
    /// <param name="differences">Where differences go.</param>
    /// <returns>What the hand-offs have cost.</returns>
    public HandoffTotals Share(MonitorTables tables, IScheduler scheduler, List<Difference> differences)
    {
        using var nic = options.Device();
        var peer = new EchoPeer(new EchoPeerOptions { LatencyNs = options.LatencyNs });
        var sharing = new SharingOptions { Frames = tables.Model.Receive is null ? FramePolicy.Drop : FramePolicy.Hold, DeadlineMs = 200 };
        var multiplexer = new Multiplexer(tables, nic, peer, scheduler, sharing);
        var reads = new List<GuestReads>();
        for (var number = 0; number < options.Guests; number++)
        {
            var seat = multiplexer.Add(options.Cast.Create(options.FirstGuest + number, options.Frames, Seed));
            var name = seat.Guest.Name;
            var compared = new GuestReads(tables, options.Cast.PollsDevice(options.FirstGuest + number), alone[number]);
            compared.OnDifference = text => differences.Add(new Difference(name, multiplexer.Handoffs.Count, multiplexer.NowNs, DamageKind.Read, text));
            seat.Listener = compared;
            reads.Add(compared);
        }
        while (!multiplexer.IsOver && multiplexer.NowNs < options.LimitNs && differences.Count < options.Guests && multiplexer.Incidents.Count == 0)
            multiplexer.Step();
        Conclude(multiplexer, peer, reads, differences);
        foreach (var seat in multiplexer.Seats)
            seat.Guest.Dispose();
        return multiplexer.Handoffs;
    }

    private void Conclude(Multiplexer multiplexer, EchoPeer peer, List<GuestReads> reads, List<Difference> differences)
    {
        foreach (var incident in multiplexer.Incidents.Kept)
            differences.Add(new Difference(incident.Guest, multiplexer.Handoffs.Count, incident.AtNs, KindOf(incident.Kind), incident.Text));
        foreach (var seat in multiplexer.Seats)
        {
            var compared = reads[seat.Number];
            if (differences.Count == 0)
                compared.Complete();
            var report = seat.Guest.Report;
            var tally = peer.TallyOf((ushort)(options.FirstGuest + seat.Number + 1));
            if (report.FramesLost + report.FramesDamaged + report.FramesOutOfOrder + tally.Missing + tally.OutOfOrder + tally.Duplicates + tally.Damaged > 0)
                Add(seat, DamageKind.Frame, $"of its {options.Frames} frames the peer got {tally.Received}, {tally.Duplicates} twice, {tally.Damaged} damaged; of the answers it lost {report.FramesLost}, got {report.FramesDamaged} damaged, {report.FramesOutOfOrder} out of order");
            else if (differences.Count == 0 && report.Outcome != GuestOutcome.Done)
                Add(seat, DamageKind.Stuck, $"it did not come to its end within {options.LimitNs / 1_000_000} ms");
            else if (differences.Count == 0 && (report.FramesReceived != options.Frames || tally.Received != options.Frames))
                Add(seat, DamageKind.Frame, $"of its {options.Frames} frames {tally.Received} arrived, and {report.FramesReceived} answers");
        }

        void Add(Seat seat, DamageKind kind, string text) => differences.Add(new Difference(seat.Guest.Name, multiplexer.Handoffs.Count, multiplexer.NowNs, kind, text));
    }

    private static DamageKind KindOf(IncidentKind kind) => kind switch
    {
        IncidentKind.Denied => DamageKind.Denied,
        IncidentKind.DeviceFailed => DamageKind.Device,
        _ => DamageKind.Stuck,
    };
}
