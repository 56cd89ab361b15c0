using System.Runtime.InteropServices;

namespace Passthrough.SystemCalls;

/// <summary>Descriptors of which one is waited for. It is filled again before each wait, which costs nothing beside the wait itself.</summary>
internal sealed unsafe class PollSet
{
    /// <summary>Descriptors that fit; 16 guests have two each, a device three.</summary>
    private const int Most = 64;

    private readonly PolledDescriptor[] descriptors = new PolledDescriptor[Most];
    private int count;

    /// <summary>Begins again.</summary>
    public void Clear() => count = 0;

    /// <summary>Waits for a descriptor to be readable, too.</summary>
    public void Add(SafeHandle descriptor)
    {
        if (count < Most && descriptor is { IsClosed: false, IsInvalid: false })
            descriptors[count++] = new PolledDescriptor { Descriptor = (int)descriptor.DangerousGetHandle(), Wanted = PolledDescriptor.Readable };
    }

    /// <summary>Waits until one is readable, was closed at its other end, or the time is over.</summary>
    /// <returns>Whether there is something to be read.</returns>
    public bool Wait(long atMostNs)
    {
        var time = new PollTime { Seconds = atMostNs / 1_000_000_000, Nanoseconds = atMostNs % 1_000_000_000 };
        fixed (PolledDescriptor* first = descriptors)
            return Libc.Poll(first, (nuint)count, &time, null) > 0;
    }
}
