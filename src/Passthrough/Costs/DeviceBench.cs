using Dmm.Compilation;
using Passthrough.Devices;
using Passthrough.Multiplexing;
using Passthrough.Multiplexing.Sharing;
using Passthrough.Nics;

namespace Passthrough.Costs;

/// <summary>A device with four guests at rest: two with nothing on the card, and two with a loaded transmit buffer and unread frames.</summary>
internal sealed class DeviceBench : IDisposable
{
    public const int GuestCount = 4;

    /// <summary>Frames that lie unread in the ring of a loaded guest.</summary>
    public const int UnreadFrames = 4;

    /// <summary>Frames that a loaded guest sends; the second stays in its transmit buffer.</summary>
    private const int SentFrames = 2;

    private const int MostSteps = 1_000_000;
    private const long SettleNs = 20_000_000;

    private readonly OnDemandScheduler scheduler = new();
    private readonly RestingGuest[] guests;

    public DeviceBench(MonitorTables tables, DriverPlan driver, IPhysicalNic nic, SharingOptions options)
    {
        Tables = tables;
        Nic = nic;
        Options = options;
        Multiplexer = new Multiplexer(tables, nic, peer: null, scheduler, options);
        guests = [Guest(driver, 1, 0), Guest(driver, 2, 0), Guest(driver, 3, SentFrames), Guest(driver, 4, SentFrames)];
        Tenants = [.. guests.Select(guest => Multiplexer.Add(guest))];
    }

    public MonitorTables Tables { get; }

    public IPhysicalNic Nic { get; }

    public SharingOptions Options { get; }

    public Multiplexer Multiplexer { get; }

    /// <summary>Two with nothing on the card, then two with frames.</summary>
    public IReadOnlyList<Tenant> Tenants { get; }

    /// <summary>Why it does not work; null while it does.</summary>
    public string? Problem =>
        Multiplexer.Problem ?? Nic.Failure ?? (Multiplexer.Incidents.Kept is [var first, ..] ? $"{first.Guest}: {first.Text}" : null);

    /// <summary>Starts the devices of all guests and fills those of two.</summary>
    /// <returns>False if that did not come to its end; <see cref="Problem"/> may say why.</returns>
    public bool TryPrepare()
    {
        for (var i = 0; i < guests.Length; i++)
            if (!TryGive(Tenants[i]) || !TryRest(guests[i]) || (i >= 2 && !TryFill(guests[i])))
                return false;
        return true;
    }

    /// <summary>Hands the device to a guest.</summary>
    public bool TryGive(Tenant tenant)
    {
        scheduler.Next = tenant;
        for (var steps = 0; steps < MostSteps && (Multiplexer.Owner != tenant || Multiplexer.State != Handoff.OwnershipState.Owned); steps++)
        {
            if (Problem is not null)
                return false;
            Multiplexer.Step();
        }
        return Multiplexer.Owner == tenant;
    }

    /// <summary>Lets a guest make an access again and again, or rest again.</summary>
    public void Repeat(Tenant tenant, ChosenAccess? access)
    {
        guests[tenant.Number].Repeated = access;
        for (var steps = 0; steps < MostSteps && Problem is null && (tenant.Request.Kind == Guests.GuestRequestKind.Access) != (access is not null); steps++)
            Multiplexer.Step();
    }

    public void Dispose()
    {
        foreach (var guest in guests)
            guest.Dispose();
    }

    private static RestingGuest Guest(DriverPlan driver, ushort number, int frames) =>
        new($"guest {number}", driver.Make(number), [.. Enumerable.Repeat(BenchFrame.To([.. Peers.EchoPeerOptions.UsualAddress]), frames)]);

    private bool TryRest(RestingGuest guest)
    {
        for (var steps = 0; steps < MostSteps && !guest.IsResting; steps++)
        {
            if (Problem is not null)
                return false;
            Multiplexer.Step();
        }
        return guest.IsResting;
    }

    private bool TryFill(RestingGuest guest)
    {
        while (Nic.TryTakeSent(out _)) // nobody is at the other end
        {
        }
        for (var i = 0; i < UnreadFrames; i++)
            if (!Nic.Deliver(BenchFrame.To(guest.StationAddress.Span)))
                return false;
        for (var steps = 0; steps < MostSteps && Nic.FramesArriving > 0; steps++)
            Multiplexer.Step();
        Multiplexer.Run(Multiplexer.NowNs + SettleNs); // until they are sorted
        return Nic.FramesArriving == 0 && Problem is null;
    }
}
