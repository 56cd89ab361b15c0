using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Passthrough.SystemCalls;

/// <summary>Signals an eventfd and never waits, whatever a process that shares the file makes of it.</summary>
/// <remarks>
/// write(2) to an eventfd that is full waits unless the file is non-blocking, and each process that shares the file can change that, between a look and
/// the write too. The kernel itself never waits when it signals an eventfd: it stops counting at the highest number. Here it signals the end of
/// a read of no bytes, which is over when io_submit(2) returns (IOCB_FLAG_RESFD).
/// </remarks>
internal sealed unsafe class EventSignal
{
    /// <summary>Reads that can be on their way: one for each thread that signals.</summary>
    private const int MostReads = 64;

    private static readonly Lazy<EventSignal> Shared = new(() => new EventSignal());

    private readonly SafeFileHandle empty = Libc.CreateMemory("empty", Libc.MemoryCloseOnExec);
    private readonly nint queue;
    private readonly string? problem;

    private EventSignal()
    {
        nint made = 0;
        var isKnown = RuntimeInformation.ProcessArchitecture == Architecture.X64; // of others the calls have other numbers
        var isThere = isKnown && !empty.IsInvalid && Libc.Call(Libc.MakeQueue, MostReads, (nint)(&made)) == 0;
        queue = made;
        if (!isThere || !Works())
            problem = "the kernel cannot signal an eventfd without waiting: that takes Linux 5.8 or newer on x86-64, and a container or sandbox that allows io_setup, io_submit and preadv2";
    }

    /// <summary>Why events cannot be signalled here, and what to do; null if they can.</summary>
    public static string? Problem => Shared.Value.problem;

    /// <summary>Adds 1 to a counter, if it is not full.</summary>
    public static void Send(SafeFileHandle counter) => Shared.Value.Submit(counter);

    private void Submit(SafeFileHandle counter)
    {
        var read = new SubmittedRead { File = (int)empty.DangerousGetHandle(), Flags = SubmittedRead.Signals, Counter = (int)counter.DangerousGetHandle() };
        var first = &read;
        QueueEvent taken;
        if (Libc.Call(Libc.Submit, queue, 1, (nint)(&first)) == 1)
            _ = Libc.Call(Libc.TakeEvents, queue, 0, 1, (nint)(&taken)); // makes room
    }

    private bool Works()
    {
        using var tried = EventCounter.TryMake();
        if (tried is null)
            return false;
        Submit(tried.Handle);
        return tried.TryTake() && !tried.TryTake();
    }
}
