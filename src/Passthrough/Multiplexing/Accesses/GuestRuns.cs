using Dmm.Monitoring;
using Dmm.Tracing;
using Passthrough.Guests;
using Passthrough.Multiplexing.Sharing;

namespace Passthrough.Multiplexing.Accesses;

/// <summary>Runs guests from one request to the next.</summary>
internal sealed class GuestRuns(SharedDevice device, Copies copies, IncidentLog incidents)
{
    private const int CopiesAtOnce = 64; // until others are to have a say

    private readonly ResetAccesses resets = new(device.Tables);

    /// <summary>Runs every guest that can go on without the device.</summary>
    /// <returns>Whether that brought anything about that need not wait for time to pass.</returns>
    public bool RunAll(List<Tenant> tenants)
    {
        var hasMoved = false;
        foreach (var tenant in tenants)
            if (CanRun(tenant))
            {
                Run(tenant);
                // A guest that computes, polls its clock, or sleeps on although its line is asserted must not keep time from passing.
                hasMoved |= tenant.Request.Kind is GuestRequestKind.Access or GuestRequestKind.Restart or GuestRequestKind.Ended;
            }
            else if (tenant is { IsLost: true, HasEnded: false, Request.Kind: GuestRequestKind.Access } && !GetsDeviceBack(tenant))
            {
                Denials.AnswerLost(tenant);
                Run(tenant); // no move: a guest that polls a lost device must not keep time from passing
            }
            else
                RunOnCopies(tenant); // no move either
        return hasMoved;
    }

    private void RunOnCopies(Tenant tenant)
    {
        for (var i = 0; i < CopiesAtOnce && tenant is { HasEnded: false, Request.Kind: GuestRequestKind.Access } && copies.TryAnswer(tenant); i++)
            Run(tenant);
    }

    /// <summary>Whether a guest can go on without the device.</summary>
    public bool CanRun(Tenant tenant) => !tenant.HasEnded && tenant.Request.Kind switch
    {
        GuestRequestKind.Busy or GuestRequestKind.Listen => true,
        GuestRequestKind.Wait => tenant.Line || tenant.Request.UntilNs <= device.Nic.ElapsedNs,
        _ => false,
    };

    /// <summary>Runs a guest to its next request.</summary>
    public void Run(Tenant tenant)
    {
        var nowNs = device.Nic.ElapsedNs;
        tenant.Request = tenant.Guest.Run(nowNs);
        tenant.Done = 0;
        if (tenant.Request.Kind != GuestRequestKind.Ended)
            return;
        if (tenant.Guest.Report is { Outcome: GuestOutcome.Failed } report)
            incidents.Add(new Incident(nowNs, tenant.Guest.Name, IncidentKind.GuestFailed, report.Message));
        tenant.End();
    }

    /// <summary>Whether a guest that has lost its device resets it, and so gets one that was just switched on.</summary>
    private bool GetsDeviceBack(Tenant tenant)
    {
        if (tenant.IsBarred(device.Nic.ElapsedNs))
            return false;
        var access = tenant.Request.Access;
        var value = access.IsWrite ? AccessValue.Read(tenant.Guest.Data[..access.Size]) : 0;
        var kind = access.IsWrite ? TraceEventKind.Write : TraceEventKind.Read;
        tenant.IsLost = !resets.Contain(new TraceEvent(kind, access.Region, access.Size, access.Offset, value), tenant.Context.Words);
        return !tenant.IsLost;
    }
}
