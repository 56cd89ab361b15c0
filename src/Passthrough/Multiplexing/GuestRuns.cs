using Dmm.Monitoring;
using Dmm.Tracing;
using Passthrough.Guests;
using Passthrough.Multiplexing.Accesses;

namespace Passthrough.Multiplexing;

/// <summary>Runs guests from one request to the next.</summary>
internal sealed class GuestRuns(SharedDevice device, IncidentLog incidents)
{
    private readonly ResetAccesses resets = new(device.Tables);

    /// <summary>Runs every guest that can go on without the device.</summary>
    /// <returns>Whether that brought anything about that need not wait for time to pass.</returns>
    public bool RunAll(IReadOnlyList<Seat> seats)
    {
        var hasMoved = false;
        foreach (var seat in seats)
            if (CanRun(seat))
            {
                Run(seat);
                // A guest that computes, polls its clock, or sleeps on although its line is asserted must not keep time from passing.
                hasMoved |= seat.Request.Kind is GuestRequestKind.Access or GuestRequestKind.Restart or GuestRequestKind.Ended;
            }
            else if (seat is { IsLost: true, HasEnded: false, Request.Kind: GuestRequestKind.Access } && !GetsDeviceBack(seat))
            {
                Denials.AnswerLost(seat);
                Run(seat); // no move: a guest that polls a lost device must not keep time from passing
            }
        return hasMoved;
    }

    /// <summary>Whether a guest can go on without the device.</summary>
    public bool CanRun(Seat seat) => !seat.HasEnded && seat.Request.Kind switch
    {
        GuestRequestKind.Busy or GuestRequestKind.Listen => true,
        GuestRequestKind.Wait => seat.Line || seat.Request.UntilNs <= device.Nic.ElapsedNs,
        _ => false,
    };

    /// <summary>Runs a guest to its next request.</summary>
    public void Run(Seat seat)
    {
        var nowNs = device.Nic.ElapsedNs;
        seat.Request = seat.Guest.Run(nowNs);
        seat.Done = 0;
        if (seat.Request.Kind != GuestRequestKind.Ended)
            return;
        if (seat.Guest.Report is { Outcome: GuestOutcome.Failed } report)
            incidents.Add(new Incident(nowNs, seat.Guest.Name, IncidentKind.GuestFailed, report.Message));
        seat.End();
    }

    /// <summary>Whether a guest that has lost its device resets it, and so gets one that was just switched on.</summary>
    private bool GetsDeviceBack(Seat seat)
    {
        var access = seat.Request.Access;
        var value = access.IsWrite ? AccessValue.Read(seat.Guest.Data[..access.Size]) : 0;
        var kind = access.IsWrite ? TraceEventKind.Write : TraceEventKind.Read;
        seat.IsLost = !resets.Contain(new TraceEvent(kind, access.Region, access.Size, access.Offset, value), seat.Context.Words);
        return !seat.IsLost;
    }
}
