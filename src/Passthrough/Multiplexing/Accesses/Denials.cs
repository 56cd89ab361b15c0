using System.Globalization;
using Dmm.Monitoring;
using Passthrough.Guests;
using Passthrough.Multiplexing.Sharing;
using Passthrough.Multiplexing.Turns;

namespace Passthrough.Multiplexing.Accesses;

/// <summary>What follows when an access is denied or a device is lost, as the scenario declares it.</summary>
internal sealed class Denials(SharedDevice device, DeviceTurns turns, IncidentLog incidents)
{
    /// <summary>An access was denied; the device has not seen it.</summary>
    public void Deny(Tenant tenant, Verdict verdict)
    {
        var access = tenant.Request.Access;
        tenant.Counts.Denied++;
        if (incidents.HasRoomFor(tenant.Guest.Name))
            incidents.Add(new Incident(device.Nic.ElapsedNs, tenant.Guest.Name, IncidentKind.Denied, $"{TextOf(tenant, access)}: {WhyOf(tenant, verdict)}"));
        else
            incidents.AddUnsaid();
        AnswerOnes(tenant, access, tenant.Done, 1);
        Follow(tenant);
    }

    /// <summary>Entries that a guest gave to its device without an access were denied; the device has not seen them.</summary>
    public void DenyEntries(Tenant tenant, Verdict verdict)
    {
        tenant.Counts.Denied++;
        if (incidents.HasRoomFor(tenant.Guest.Name))
            incidents.Add(new Incident(device.Nic.ElapsedNs, tenant.Guest.Name, IncidentKind.Denied, $"entries in its memory: {WhyOf(tenant, verdict)}"));
        else
            incidents.AddUnsaid();
        Follow(tenant);
    }

    private void Follow(Tenant tenant)
    {
        switch (device.Options.Denied)
        {
            case DenialPolicy.MachineCheck:
                tenant.Guest.MachineCheck();
                break;
            case DenialPolicy.Reset:
                turns.Evict(tenant);
                break;
            case DenialPolicy.Stop:
                tenant.End();
                break;
        }
    }

    /// <summary>A guest that has lost its device makes an access: nobody answers.</summary>
    public static void AnswerLost(Tenant tenant)
    {
        tenant.Counts.WithoutDevice += tenant.Request.Access.Count;
        AnswerOnes(tenant, tenant.Request.Access, 0, tenant.Request.Access.Count);
    }

    private static void AnswerOnes(Tenant tenant, GuestAccess access, int first, int count)
    {
        if (!access.IsWrite)
            tenant.Guest.Data.Slice(first * access.Size, count * access.Size).Fill(0xff);
    }

    private static string TextOf(Tenant tenant, GuestAccess access)
    {
        var value = access.IsWrite ? $" = 0x{AccessValue.Read(tenant.Guest.Data.Slice(tenant.Done * access.Size, access.Size)):x}" : "";
        return string.Create(CultureInfo.InvariantCulture, $"{(access.IsWrite ? "write" : "read")} of {access.Size} at +0x{access.Offset:x2}{value}{(tenant.Guest.Whereabouts is { } where ? $" ({where})" : "")}");
    }

    private static string WhyOf(Tenant tenant, Verdict verdict) => verdict.Denial switch
    {
        DenialKind.Check => string.Join("; ", Failure.Lines(tenant.Monitor.LastDenied.Explain(verdict))),
        DenialKind.Unlisted => "the model lists no register there",
        DenialKind.TooLarge => "what it gives has no place in the copies: too much of it, or a chain that the device has still, or one with a table of its own",
        DenialKind.Sender => "it would send a frame that is not from the guest's own address",
        DenialKind.Size => "the model lists a register there, but not for this size",
        DenialKind.Transfer => "a transfer that is not over would go on elsewhere",
        _ => "it would reach memory into which frames of others may arrive",
    };
}
