using System.Buffers.Binary;
using Dmm.Memory;

namespace Passthrough.Guests.Scripted;

/// <summary>All that a script has of the world: accesses to its device, its interrupt line, the device's time, and memory.</summary>
/// <remarks>
/// Every member that is awaited becomes one request of the guest, always: even a wait that is over already, so that the code that runs
/// the guest gets a turn. A request is made when the member is called; a script awaits it at once, and one at a time. Memory is another matter: loads and stores of a processor are seen by nobody, so they
/// are made at once and are no requests.
/// </remarks>
public sealed class GuestIo
{
    private const int WidestBytes = 8;

    private readonly byte[] word = new byte[WidestBytes];
    private Memory<byte> data;
    private Action? continuation;
    private bool isMachineCheckPending;

    internal GuestIo()
    {
    }

    /// <summary>The device's time, in nanoseconds, as of the last request.</summary>
    public long NowNs { get; internal set; }

    /// <summary>Whether the interrupt line is asserted.</summary>
    public bool InterruptLine { get; internal set; }

    /// <summary>The memory that the device reaches by DMA, by guest-physical addresses; <see cref="DriverMemory"/> allots it. None where the device does no DMA.</summary>
    public IGuestMemory Memory { get; internal set; } = NoMemory.Instance;

    /// <summary>What the script is doing, for people: the end of a sentence that begins with "it was".</summary>
    public string Activity { get; set; } = "starting";

    internal GuestRequest Request { get; private set; }

    internal bool IsSuspended => continuation is not null;

    internal Span<byte> Data => data.Span;

    /// <summary>Reads a register.</summary>
    public PendingRead Read(uint offset, int size, int region = 0)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(word, 0);
        Ask(new GuestAccess(IsWrite: false, region, offset, size), word.AsMemory(0, size));
        return new PendingRead(this);
    }

    /// <summary>Writes a register.</summary>
    public PendingStep Write(uint offset, int size, ulong value, int region = 0)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(word, value);
        return Ask(new GuestAccess(IsWrite: true, region, offset, size), word.AsMemory(0, size));
    }

    /// <summary>Reads one register over and over, as <c>rep insw</c> does: one exit, and as many accesses as fill the memory.</summary>
    public PendingStep ReadRun(uint offset, int size, Memory<byte> into, int region = 0) =>
        Ask(new GuestAccess(IsWrite: false, region, offset, size, CountOf(into, size)), into);

    /// <summary>Writes one register over and over, as <c>rep outsw</c> does.</summary>
    public PendingStep WriteRun(uint offset, int size, Memory<byte> from, int region = 0) =>
        Ask(new GuestAccess(IsWrite: true, region, offset, size, CountOf(from, size)), from);

    /// <summary>Waits for the interrupt line or a moment, whichever comes first; the script looks which it was.</summary>
    public PendingStep Wait(long untilNs)
    {
        Request = GuestRequest.Wait(untilNs);
        data = default;
        return new PendingStep(this);
    }

    internal void Suspend(Action next)
    {
        if (continuation is not null)
            throw new InvalidOperationException("a script awaits one thing at a time");
        continuation = next;
    }

    /// <summary>Goes on with the script, unless it waits for what has not come yet.</summary>
    internal void Resume()
    {
        if (Request.Kind == GuestRequestKind.Wait && !InterruptLine && NowNs < Request.UntilNs && !isMachineCheckPending)
            return;
        var next = continuation;
        continuation = null;
        next?.Invoke();
    }

    internal void CheckMachine() => isMachineCheckPending = true;

    internal void TakeMachineCheck()
    {
        if (isMachineCheckPending)
            ThrowMachineCheck();
    }

    internal ulong TakeValue()
    {
        TakeMachineCheck();
        return BinaryPrimitives.ReadUInt64LittleEndian(word);
    }

    private void ThrowMachineCheck()
    {
        isMachineCheckPending = false;
        throw new MachineCheckException(Activity);
    }

    private PendingStep Ask(GuestAccess access, Memory<byte> bytes)
    {
        Request = GuestRequest.For(access);
        data = bytes;
        return new PendingStep(this);
    }

    private static int CountOf(Memory<byte> bytes, int size)
    {
        if (bytes.IsEmpty || bytes.Length % size != 0)
            throw new ArgumentException($"a run of accesses of {size} bytes cannot move {bytes.Length} bytes", nameof(bytes));
        return bytes.Length / size;
    }
}
