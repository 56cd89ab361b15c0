using Microsoft.Win32.SafeHandles;

namespace Passthrough.SystemCalls;

/// <summary>A counter of the kernel that two processes share (eventfd(2)): one adds, the other waits. No call here waits, whatever the other process makes of it.</summary>
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
    /// <returns>Null if the descriptor is something else; it is left to the caller then.</returns>
    public static EventCounter? TryTake(SafeFileHandle received) => Descriptors.KindOf(received) == KernelName ? new EventCounter(received) : null;

    /// <summary>Adds 1 to it, if the counter is not full.</summary>
    public void Add() => EventSignal.Send(handle);

    /// <summary>Takes what was added.</summary>
    /// <returns>False if nothing was.</returns>
    public bool TryTake()
    {
        ulong taken;
        var into = new SocketBytes { Start = &taken, Length = sizeof(ulong) };
        return Libc.ReadNow(handle, &into, 1, Libc.AtPosition, Libc.NoWait) == sizeof(ulong);
    }

    public void Dispose() => handle.Dispose();
}
