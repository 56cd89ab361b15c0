using Passthrough.SystemCalls;

namespace Passthrough.Guests.VfioUser;

/// <summary>The interrupt line of a guest's device: a level here, events there.</summary>
/// <remarks>
/// An event makes the client assert the line and mask it; the client says when the guest has looked, by a message or, under KVM, by an event. If the
/// level is still high then, the line is asserted again. QEMU without KVM says so after every register access, so that is put off until the guest
/// has made no access for a while: otherwise each access of a handler would cost another interrupt.
/// </remarks>
internal sealed class InterruptPin : IDisposable
{
    private const long QuietNs = 300_000;

    private EventCounter? trigger;
    private EventCounter? unmask;
    private bool level, isMasked, isMaskedByGuest, isPutOff;
    private long accessedNs;

    /// <summary>Events that were sent.</summary>
    public long Count { get; private set; }

    /// <summary>Whether the guest's command register lets the device interrupt.</summary>
    public bool IsEnabled { get; set; } = true;

    /// <summary>When it is to be looked at next; <see cref="long.MaxValue"/> if nothing is put off.</summary>
    public long DueNs => isPutOff && level ? accessedNs + QuietNs : long.MaxValue;

    /// <summary>The device's level has changed.</summary>
    public void SetLevel(bool asserted)
    {
        level = asserted;
        Update();
    }

    /// <summary>The guest has made an access.</summary>
    public void Accessed(long nowNs) => accessedNs = nowNs;

    /// <summary>Looks whether what was put off is due, and whether the client has unmasked by an event.</summary>
    public void Follow(long nowNs)
    {
        if (unmask is not null && isMasked && unmask.TryTake())
            Unmask();
        if (isPutOff && (!level || nowNs - accessedNs >= QuietNs))
            Update();
    }

    /// <summary>Sets how events are sent; null for not at all.</summary>
    public void SetTrigger(EventCounter? counter)
    {
        trigger?.Dispose();
        trigger = counter;
        isMasked = isMaskedByGuest = false;
        Update();
    }

    /// <summary>Sets how the client unmasks by an event; null for not at all.</summary>
    public void SetUnmask(EventCounter? counter)
    {
        unmask?.Dispose();
        unmask = counter;
    }

    /// <summary>The client masks the line.</summary>
    public void Mask() => isMaskedByGuest = true;

    /// <summary>The client unmasks the line: the guest has seen the last event.</summary>
    public void Unmask()
    {
        isMasked = isMaskedByGuest = false;
        isPutOff = true;
    }

    /// <summary>The client asks for an event without the device.</summary>
    public void Fire() => Send();

    /// <summary>The command register has changed.</summary>
    public void SetEnabled(bool enabled)
    {
        IsEnabled = enabled;
        Update();
    }

    /// <summary>Adds what the client unmasks by.</summary>
    public void Join(PollSet set)
    {
        if (unmask is not null && isMasked)
            set.Add(unmask.Handle);
    }

    /// <summary>The client is gone.</summary>
    public void Clear()
    {
        SetUnmask(null);
        SetTrigger(null);
        isPutOff = false;
        IsEnabled = true;
    }

    public void Dispose() => Clear();

    private void Update()
    {
        isPutOff = false;
        if (level && IsEnabled && !isMasked && !isMaskedByGuest && trigger is not null)
            Send();
    }

    private void Send()
    {
        if (trigger is null)
            return;
        isMasked = true;
        Count++;
        trigger.Add();
    }
}
