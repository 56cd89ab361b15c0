using System.Diagnostics;
using Passthrough.SystemCalls;

namespace Passthrough.Guests.Kvm;

/// <summary>Ends a run of a virtual processor whose time slice is over, whatever the guest does.</summary>
/// <remarks>
/// A thread of its own sleeps until the slice ends. It asks for an immediate exit and then sends a signal: the signal ends a KVM_RUN
/// under way, the request one that is only about to begin; so there is no moment at which both miss. It acts only between
/// <see cref="Arm"/> and <see cref="Disarm"/>, with the lock held: the thread it signals is alive and in a run of this guest.
/// </remarks>
internal sealed class SliceWatchdog : IDisposable
{
    private const int RepeatMs = 1; // if the guest still runs, which would be an error of KVM

    private readonly object gate = new();
    private readonly RunPage page;
    private readonly long sliceTicks;
    private readonly Thread watcher;

    private volatile bool hasExpired;
    private bool isArmed, isIdle, isDisposed;
    private long deadlineTicks;
    private nint runner;

    public SliceWatchdog(RunPage page, int sliceMs, string name)
    {
        this.page = page;
        sliceTicks = sliceMs * Stopwatch.Frequency / 1_000;
        watcher = new Thread(Watch) { IsBackground = true, Name = $"slices of {name}" };
        watcher.Start();
    }

    /// <summary>Whether the slice of the present run is over.</summary>
    public bool HasExpired => hasExpired;

    /// <summary>The calling thread begins a run.</summary>
    public void Arm()
    {
        lock (gate)
        {
            hasExpired = false;
            page.ImmediateExit = false;
            runner = Libc.CurrentThread();
            deadlineTicks = Stopwatch.GetTimestamp() + sliceTicks;
            isArmed = true;
            if (isIdle)
                Monitor.Pulse(gate);
        }
    }

    /// <summary>The run is over.</summary>
    public void Disarm()
    {
        lock (gate)
            isArmed = false;
    }

    public void Dispose()
    {
        lock (gate)
        {
            isDisposed = true;
            isArmed = false;
            Monitor.Pulse(gate);
        }
        watcher.Join();
    }

    private void Watch()
    {
        lock (gate)
        {
            while (!isDisposed)
            {
                isIdle = !isArmed;
                Monitor.Wait(gate, isArmed ? WaitMs() : Timeout.Infinite);
                isIdle = false;
                if (isArmed && Stopwatch.GetTimestamp() >= deadlineTicks)
                    Kick();
            }
        }
    }

    private int WaitMs() => hasExpired ? RepeatMs
        : 1 + (int)(Math.Max(0, deadlineTicks - Stopwatch.GetTimestamp()) * 1_000 / Stopwatch.Frequency);

    private void Kick()
    {
        hasExpired = true; // before the request: the code that takes that back looks here afterwards
        page.ImmediateExit = true;
        KickSignal.Send(runner);
    }
}
