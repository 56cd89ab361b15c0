using Microsoft.Win32.SafeHandles;

namespace Passthrough.SystemCalls;

/// <summary>A counter of the kernel that two processes share (eventfd(2)): one adds, the other waits.</summary>
internal sealed unsafe class EventCounter(SafeFileHandle handle) : IDisposable
{
    private const string KernelName = "anon_inode:[eventfd]";

    /// <summary>Its descriptor.</summary>
    public SafeFileHandle Handle => handle;

    /// <summary>A new one.</summary>
    public static EventCounter? TryMake()
    {
        var made = Libc.CreateEvent(0, Libc.EventCloseOnExec | Libc.EventNonBlocking);
        if (!made.IsInvalid)
            return new EventCounter(made);
        made.Dispose();
        return null;
    }

    /// <summary>One that another process has sent.</summary>
    /// <remarks>Anything else could keep a write or a read from returning. That it is not blocking is said again before each use, for the other process can change that.</remarks>
    /// <returns>Null if the descriptor is something else; it is left to the caller then.</returns>
    public static EventCounter? TryTake(SafeFileHandle received) => Descriptors.KindOf(received) == KernelName ? new EventCounter(received) : null;

    /// <summary>Adds to it, if the counter is not full.</summary>
    public void Add(ulong count = 1)
    {
        if (MakeNonBlocking() && PollSet.IsWritable(handle))
            _ = Libc.Write(handle, &count, sizeof(ulong));
    }

    /// <summary>Takes what was added.</summary>
    /// <returns>False if nothing was.</returns>
    public bool TryTake()
    {
        ulong taken;
        return MakeNonBlocking() && Libc.ReadBytes(handle, &taken, sizeof(ulong)) == sizeof(ulong);
    }

    public void Dispose() => handle.Dispose();

    private bool MakeNonBlocking()
    {
        var flags = Libc.Describe(handle, Libc.GetFlags, 0);
        return flags >= 0 && ((flags & Libc.NonBlocking) != 0 || Libc.Describe(handle, Libc.SetFlags, flags | Libc.NonBlocking) == 0);
    }
}
