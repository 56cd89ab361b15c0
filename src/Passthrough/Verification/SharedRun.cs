using Dmm.Compilation;
using Passthrough.Devices;
using Passthrough.Guests;
using Passthrough.Handoff;
using Passthrough.Multiplexing;
using Passthrough.Multiplexing.Sharing;
using Passthrough.Multiplexing.Turns;
using Passthrough.Peers;

namespace Passthrough.Verification;

/// <summary>The guests of a run, first each alone and then together, and everything in which the two differ.</summary>
internal sealed class SharedRun
{
    private readonly VerificationOptions options;
    private readonly MonitorTables compared;
    private readonly List<IReadOnlyList<ReadEntry>> alone;

    private SharedRun(VerificationOptions options, ulong seed, MonitorTables compared, List<IReadOnlyList<ReadEntry>> alone)
    {
        this.options = options;
        this.compared = compared;
        this.alone = alone;
        Seed = seed;
    }

    /// <summary>From what the run follows.</summary>
    public ulong Seed { get; }

    /// <summary>Why the guests could not run together; null if they could. What is known of them then says nothing.</summary>
    public string? Problem { get; private set; }

    /// <summary>Runs each guest alone.</summary>
    /// <param name="options">What is verified.</param>
    /// <param name="seed">From what the run follows.</param>
    /// <param name="tables">The model that decides where guests run alone under the monitor.</param>
    /// <param name="compared">The model that says which reads are compared.</param>
    /// <param name="problem">Why a guest does not come to its end even alone.</param>
    /// <returns>Null if one does not.</returns>
    public static SharedRun? TryPrepare(VerificationOptions options, ulong seed, MonitorTables tables, MonitorTables compared, out string? problem)
    {
        var run = new SharedRun(options, seed, compared, []);
        for (var number = 0; number < options.Guests; number++)
        {
            var place = options.FirstGuest + number;
            var address = options.GuestFactory.AddressOf(place);
            using var nic = options.TryMakeDevice(address, out problem);
            if (nic is null)
            {
                problem = $"the device cannot be made: {problem}";
                return null;
            }
            using var guest = options.GuestFactory.Create(place, options.Frames, seed);
            var reads = new GuestReads(compared, options.GuestFactory.PollsDevice(place));
            var peer = new EchoPeer(new EchoPeerOptions { LatencyNs = options.LatencyNs });
            problem = options.IsAloneMonitored ? Monitored(guest, address, nic, peer, reads, tables, options.LimitNs) : AloneRun.Of(guest, nic, peer, reads, tables, options.LimitNs);
            if (problem is not null)
                return null;
            run.alone.Add(reads.Taken);
        }
        problem = null;
        return run;
    }

    /// <summary>Compiles a model for sharing.</summary>
    public static MonitorTables Compile(VerificationOptions options) => SharingHooks.Compile(options.Model, options.Hooks, Engine.ByUse);

    private static string? Monitored(IGuest guest, IReadOnlyList<byte>? address, IPhysicalNic nic, EchoPeer peer, GuestReads reads, MonitorTables tables, long limitNs)
    {
        var multiplexer = new Multiplexer(tables, nic, peer, new FairScheduler(), new SharingOptions());
        multiplexer.Add(guest, 1, address).Listener = reads;
        multiplexer.Run(limitNs);
        reads.Complete();
        if (guest.Report.Outcome == GuestOutcome.Done)
            return null;
        var why = new[] { multiplexer.Problem, guest.Report.Message, multiplexer.Incidents.Count > 0 ? multiplexer.Incidents.Kept[0].Text : null, $"it is not done after {limitNs / 1_000_000} ms" };
        return $"{guest.Name} does not come to its end even alone: {why.First(each => each is { Length: > 0 })}";
    }

    /// <summary>The same guests, for a run beside this one: what they read alone need not be found out again.</summary>
    public SharedRun Again() => new(options, Seed, compared, alone);

    /// <summary>Runs all guests together.</summary>
    /// <param name="tables">The model that decides; it may be another than the one that the guests ran alone with.</param>
    /// <param name="scheduler">When the device is handed over.</param>
    /// <param name="differences">Where differences go.</param>
    /// <returns>What the hand-offs have cost.</returns>
    public HandoffTotals Share(MonitorTables tables, IScheduler scheduler, List<Difference> differences)
    {
        using var nic = options.TryMakeDevice(null, out var problem);
        if (nic is null)
        {
            Problem = $"the device cannot be made: {problem}";
            return new HandoffTotals();
        }
        var peer = new EchoPeer(new EchoPeerOptions { LatencyNs = options.LatencyNs });
        var sharing = new SharingOptions { Frames = options.FramesOfOthers ?? SharingOptions.FramesOf(tables.Model), DeadlineMs = 200 };
        var atWire = !tables.Model.SharesFrames ? new PatientPeer(peer, options.LatencyNs) : null;
        var multiplexer = new Multiplexer(tables, nic, atWire ?? (IPeer)peer, scheduler, sharing);
        atWire?.Serve(() => multiplexer.State == OwnershipState.Owned ? (ushort?)(options.FirstGuest + multiplexer.Owner!.Number + 1) : null, () => multiplexer.OwnedSinceNs);
        var reads = new List<GuestReads>();
        for (var number = 0; number < options.Guests; number++)
        {
            var place = options.FirstGuest + number;
            var tenant = multiplexer.Add(options.GuestFactory.Create(place, options.Frames, Seed), 1, options.GuestFactory.AddressOf(place));
            var name = tenant.Guest.Name;
            if (options.GuestFactory.DependsOnTime(place))
                continue;
            var compares = new GuestReads(compared, options.GuestFactory.PollsDevice(place), alone[number]);
            compares.OnDifference = text => differences.Add(new Difference(name, multiplexer.Handoffs.Count, multiplexer.NowNs, DamageKind.Read, text));
            tenant.Listener = compares;
            reads.Add(compares);
        }
        while (!multiplexer.IsOver && multiplexer.NowNs < options.LimitNs && differences.Count < options.Guests && multiplexer.Incidents.Count == 0)
            multiplexer.Step();
        Problem = multiplexer.Problem is { } gone ? $"the device is gone: {gone}" : null;
        if (Problem is null)
            Conclude(multiplexer, peer, reads, differences);
        foreach (var tenant in multiplexer.Tenants)
            tenant.Guest.Dispose();
        return multiplexer.Handoffs;
    }

    private void Conclude(Multiplexer multiplexer, EchoPeer peer, List<GuestReads> reads, List<Difference> differences)
    {
        foreach (var incident in multiplexer.Incidents.Kept)
            differences.Add(new Difference(incident.Guest, multiplexer.Handoffs.Count, incident.AtNs, KindOf(incident.Kind), incident.Text));
        for (var i = 0; i < reads.Count && differences.Count == 0; i++)
            reads[i].Complete();
        foreach (var tenant in multiplexer.Tenants)
        {
            var report = tenant.Guest.Report;
            var tally = peer.TallyOf((ushort)(options.FirstGuest + tenant.Number + 1));
            if (report.FramesLost + report.FramesDamaged + report.FramesOutOfOrder + tally.Missing + tally.OutOfOrder + tally.Duplicates + tally.Damaged > 0)
                Add(tenant, DamageKind.Frame, $"of its {options.Frames} frames the peer got {tally.Received}, {tally.Duplicates} twice, {tally.Damaged} damaged; of the answers it lost {report.FramesLost}, got {report.FramesDamaged} damaged, {report.FramesOutOfOrder} out of order");
            else if (differences.Count == 0 && report.Outcome != GuestOutcome.Done)
                Add(tenant, DamageKind.Stuck, $"it did not come to its end within {options.LimitNs / 1_000_000} ms");
            else if (differences.Count == 0 && (report.FramesReceived != options.Frames || tally.Received != options.Frames))
                Add(tenant, DamageKind.Frame, $"of its {options.Frames} frames {tally.Received} arrived, and {report.FramesReceived} answers");
        }

        void Add(Tenant tenant, DamageKind kind, string text) => differences.Add(new Difference(tenant.Guest.Name, multiplexer.Handoffs.Count, multiplexer.NowNs, kind, text));
    }

    private static DamageKind KindOf(IncidentKind kind) => kind switch
    {
        IncidentKind.Denied => DamageKind.Denied,
        IncidentKind.DeviceFailed => DamageKind.Device,
        _ => DamageKind.Stuck,
    };
}
