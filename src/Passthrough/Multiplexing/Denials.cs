using System.Globalization;
using Dmm.Monitoring;
using Passthrough.Guests;
using Passthrough.Multiplexing.Accesses;
using Passthrough.Multiplexing.Turns;

namespace Passthrough.Multiplexing;

/// <summary>What follows when an access is denied or a device is lost, as the scenario declares it.</summary>
internal sealed class Denials(SharedDevice device, DeviceTurns turns, IncidentLog incidents)
{
    /// <summary>An access was denied; the device has not seen it.</summary>
    public void Deny(Seat seat, Verdict verdict)
    {
        var access = seat.Request.Access;
        seat.Counts.Denied++;
        if (incidents.HasRoomFor(seat.Guest.Name))
            incidents.Add(new Incident(device.Nic.ElapsedNs, seat.Guest.Name, IncidentKind.Denied, $"{TextOf(seat, access)}: {WhyOf(seat, verdict)}"));
        else
            incidents.AddUnsaid();
        AnswerOnes(seat, access, seat.Done, 1);
        Follow(seat);
    }

    /// <summary>Entries that a guest gave to its device without an access were denied; the device has not seen them.</summary>
    public void DenyEntries(Seat seat, Verdict verdict)
    {
        seat.Counts.Denied++;
        if (incidents.HasRoomFor(seat.Guest.Name))
            incidents.Add(new Incident(device.Nic.ElapsedNs, seat.Guest.Name, IncidentKind.Denied, $"entries in its memory: {WhyOf(seat, verdict)}"));
        else
            incidents.AddUnsaid();
        Follow(seat);
    }

    private void Follow(Seat seat)
    {
        switch (device.Options.Denied)
        {
            case DenialPolicy.MachineCheck:
                seat.Guest.MachineCheck();
                break;
            case DenialPolicy.Reset:
                turns.Evict(seat);
                break;
            case DenialPolicy.Stop:
                seat.End();
                break;
        }
    }

    /// <summary>A guest that has lost its device makes an access: nobody answers.</summary>
    public static void AnswerLost(Seat seat)
    {
        seat.Counts.WithoutDevice += seat.Request.Access.Count;
        AnswerOnes(seat, seat.Request.Access, 0, seat.Request.Access.Count);
    }

    private static void AnswerOnes(Seat seat, GuestAccess access, int first, int count)
    {
        if (!access.IsWrite)
            seat.Guest.Data.Slice(first * access.Size, count * access.Size).Fill(0xff);
    }

    private static string TextOf(Seat seat, GuestAccess access)
    {
        var value = access.IsWrite ? $" = 0x{AccessValue.Read(seat.Guest.Data.Slice(seat.Done * access.Size, access.Size)):x}" : "";
        return string.Create(CultureInfo.InvariantCulture, $"{(access.IsWrite ? "write" : "read")} of {access.Size} at +0x{access.Offset:x2}{value}{(seat.Guest.Whereabouts is { } where ? $" ({where})" : "")}");
    }

    private static string WhyOf(Seat seat, Verdict verdict) => verdict.Denial switch
    {
        DenialKind.Check => string.Join("; ", seat.Monitor.LastDenied.Explain(verdict)),
        DenialKind.Unlisted => "the model lists no register there",
        DenialKind.TooLarge => "a structure in its memory is too large to be copied",
        DenialKind.Size => "the model lists a register there, but not for this size",
        DenialKind.Transfer => "a transfer that is not over would go on elsewhere",
        _ => "it would reach memory into which frames of others may arrive",
    };
}
