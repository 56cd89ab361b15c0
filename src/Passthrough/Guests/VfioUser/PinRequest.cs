using Passthrough.SystemCalls;

namespace Passthrough.Guests.VfioUser;

/// <summary>What a client wants of the interrupt line: an action, and the form in which it is asked for (Linux: struct vfio_irq_set).</summary>
internal static class PinRequest
{
    private const uint None = 1, Flag = 2, Event = 4, Mask = 8, Unmask = 0x10, Trigger = 0x20, Known = 0x3f;

    /// <summary>Does it.</summary>
    /// <param name="pin">The line.</param>
    /// <param name="flags">One action and one form.</param>
    /// <param name="count">1, or 0 to switch the line off.</param>
    /// <param name="data">After the request: a byte that says whether, with <see cref="Flag"/>.</param>
    /// <param name="inbox">Where the event's descriptor came.</param>
    /// <returns>An errno.</returns>
    public static int Apply(InterruptPin pin, uint flags, uint count, ReadOnlySpan<byte> data, MessageInbox inbox)
    {
        var form = flags & (None | Flag | Event);
        if ((flags & ~Known) != 0 || inbox.DescriptorCount > 0 && form != Event)
            return Errno.Invalid;
        return form switch
        {
            None when count == 0 && (flags & ~None) == Trigger => Off(pin),
            None when count == 1 => Act(pin, flags & ~None),
            Flag when count == 1 && data.Length == 1 => data[0] == 0 ? Errno.None : Act(pin, flags & ~Flag),
            Event when count == 1 => SetEvent(pin, flags & ~Event, inbox),
            _ => Errno.Invalid,
        };
    }

    private static int Off(InterruptPin pin)
    {
        pin.SetTrigger(null);
        pin.SetUnmask(null);
        return Errno.None;
    }

    private static int Act(InterruptPin pin, uint action)
    {
        switch (action)
        {
            case Mask: pin.Mask(); return Errno.None;
            case Unmask: pin.Unmask(); return Errno.None;
            case Trigger: pin.Fire(); return Errno.None;
            default: return Errno.Invalid;
        }
    }

    private static int SetEvent(InterruptPin pin, uint action, MessageInbox inbox)
    {
        if (action is not (Unmask or Trigger))
            return Errno.Invalid;
        var descriptor = inbox.TakeDescriptor();
        var counter = descriptor is null ? null : EventCounter.TryTake(descriptor);
        if (descriptor is not null && counter is null)
        {
            descriptor.Dispose();
            return Errno.Invalid;
        }
        if (action == Trigger)
            pin.SetTrigger(counter);
        else
            pin.SetUnmask(counter);
        return Errno.None;
    }
}
