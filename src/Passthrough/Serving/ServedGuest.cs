using Passthrough.Guests.VfioUser;
using Passthrough.Multiplexing.Sharing;
using Passthrough.Scenarios;

namespace Passthrough.Serving;

/// <summary>A place at the device for an unmodified guest, and the guest that is there.</summary>
public sealed class ServedGuest
{
    private readonly VfioUserGuest guest;
    private readonly int timeoutMs;

    internal ServedGuest(VmmGuestPlan plan, string socket, int timeoutMs, VfioUserGuest guest, Tenant tenant)
    {
        this.guest = guest;
        this.timeoutMs = timeoutMs;
        Plan = plan;
        Socket = socket;
        Tenant = tenant;
    }

    /// <summary>What the scenario says of it.</summary>
    public VmmGuestPlan Plan { get; }

    /// <summary>Where its VMM connects.</summary>
    public string Socket { get; }

    /// <summary>Its place among those who share the device.</summary>
    public Tenant Tenant { get; }

    /// <summary>The options that attach the device to a QEMU, one word each.</summary>
    public IReadOnlyList<string> Options => VmmOptions.Of(Plan, Socket, timeoutMs);

    /// <summary>Whether a guest is there.</summary>
    public bool IsAttached => guest.IsAttached;

    /// <summary>Guests that came so far, one after the other.</summary>
    public int Arrivals => guest.Guests;

    /// <summary>Requests of clients that made no sense and were refused.</summary>
    public long Refusals => guest.Refusals;

    /// <summary>Interrupts that the guest was sent.</summary>
    public long Interrupts => guest.Report.Interrupts;

    /// <summary>Bytes that the monitor has read from the guest's memory or written to it: descriptors, and frames that it delivers.</summary>
    public long CopiedBytes => guest.Memory.CopiedBytes;

    /// <summary>Why the last client went; null if none did.</summary>
    public string? LastProblem => guest.LastProblem;

    internal void RefuseOthers() => guest.RefuseOthers();
}
