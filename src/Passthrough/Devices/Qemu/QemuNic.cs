using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using Dmm.Memory;
using Passthrough.SystemCalls;

namespace Passthrough.Devices.Qemu;

/// <summary>A NIC that QEMU models, in a QEMU process of its own that runs nothing else.</summary>
/// <remarks>
/// Any PCI NIC of QEMU: which, its caller tells; its BARs are asked of the device. Time is real. <see cref="Reset"/> starts
/// QEMU again; for the reason see docs/decisions/0008-reset-by-starting-qemu-again.md. So it also ends a <see cref="Failure"/>.
/// </remarks>
public sealed class QemuNic : IPhysicalNic, IDmaNic
{
    private const int LongestListeningMs = 100, ListeningMsWhileFramesWait = 1;

    private readonly QemuNicOptions options;
    private readonly ParkingFolder folder;
    private readonly MachineMemory memory;
    private readonly LoopbackWire wire;
    private readonly long begun = Stopwatch.GetTimestamp();
    private readonly DeafTime? deafTime;
    private QemuMachine? machine;
    private readonly PollSet waiting = new();
    private IReachableMemory? reached;
    private bool isGivenBack;
    private long deafUntilNs;
    private bool mayBeTaking;

    private QemuNic(QemuNicOptions options, ParkingFolder folder, MachineMemory memory, LoopbackWire wire, QemuMachine machine)
    {
        this.options = options;
        this.folder = folder;
        this.memory = memory;
        this.wire = wire;
        deafTime = options.DeafTime;
        foreach (var served in options.Served ?? [])
            served.Changed += () => OnMemoryChanged(served);
        Use(machine);
        AppDomain.CurrentDomain.ProcessExit += OnProgramExit;
    }

    /// <inheritdoc/>
    public event Action<bool>? InterruptLineChanged;

    /// <inheritdoc/>
    public bool InterruptLine { get; private set; }

    /// <inheritdoc/>
    public long ElapsedNs => Stopwatch.GetElapsedTime(begun).Ticks * TimeSpan.NanosecondsPerTick;

    /// <inheritdoc/>
    public long WithheldNs => ProcessorWait.OfProcess(ProcessId) + ProcessorWait.OfThisThread();

    /// <inheritdoc/>
    public string? Failure { get; private set; }

    /// <inheritdoc/>
    public ulong MonitorStart => memory.MonitorStart;

    /// <inheritdoc/>
    public IGuestMemory MonitorMemory => memory.Monitor;

    /// <inheritdoc/>
    public IReadOnlyList<IGuestMemory> GuestMemories => options.Served is { } served ? [.. served.Cast<IGuestMemory>()] : memory.Guests;

    /// <summary>The process, for tests that look whether it ends.</summary>
    internal int ProcessId => machine?.ProcessId ?? 0;

    /// <summary>Starts QEMU with a NIC.</summary>
    /// <param name="options">Which NIC.</param>
    /// <param name="problem">Why it could not be started, and what to do about it.</param>
    /// <returns>Null if it could not be started; then nothing is left of it.</returns>
    public static QemuNic? TryStart(QemuNicOptions options, out string? problem)
    {
        ArgumentNullException.ThrowIfNull(options);
        problem = options.Problem;
        if (problem is not null || ParkingFolder.TryMake(options.TemporaryFolder, out problem) is not { } folder)
            return null;
        var wire = new LoopbackWire();
        var memory = options.Served is null ? MachineMemory.TryMake(options.Guests, options.MemoryMib, out problem) : MachineMemory.TryMakeServed(out problem);
        if (memory is not null && QemuMachine.TryStart(options, folder, memory, wire, out problem) is { } machine)
            return new QemuNic(options, folder, memory, wire, machine);
        memory?.Dispose();
        wire.Dispose();
        folder.Dispose();
        return null;
    }

    /// <inheritdoc/>
    public ulong Read(int region, uint offset, int size)
    {
        var nothing = AccessSize.AllOnes(size);
        if (machine?.TryRead(region, offset, size) is not { } value)
            return nothing;
        Settle();
        return wire.IsMuted && IsEnabling(region, offset) ? value & ~(ulong)deafTime!.Enable : value;
    }

    /// <inheritdoc/>
    public void Write(int region, uint offset, int size, ulong value)
    {
        AccessSize.Check(size);
        if (IsEnabling(region, offset) && TryMute(size, value) || machine?.TryWrite(region, offset, size, value) is not true)
            return;
        if (IsEnabling(region, offset))
            Deafen(deafTime!.Ms);
        wire.Move(); // a write is what sends frames
        Settle();
    }

    /// <inheritdoc/>
    public void Reset()
    {
        if (isGivenBack)
            return;
        wire.Move(); // what was sent stays sent
        machine?.Dispose();
        machine = null;
        SetLine(false);
        if (QemuMachine.TryStart(options, folder, memory, wire, out var problem) is { } started)
        {
            Failure = null;
            Use(started);
        }
        else
            Failure = $"the NIC could not be reset: {problem}";
    }

    /// <inheritdoc/>
    public void Advance(long durationNs)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(durationNs);
        var sinceNs = ElapsedNs;
        for (var leftNs = durationNs; leftNs > 0; leftNs = durationNs - (ElapsedNs - sinceNs))
            if (machine is null)
                Thread.Sleep(MillisecondsOf(leftNs));
            else
                Listen(leftNs);
        Listen(0);
    }

    /// <inheritdoc/>
    public void Idle(long atMostNs)
    {
        if (options.Served is null || machine is null)
        {
            if (InterruptLine)
                Advance(atMostNs);
            else
                WaitForInterrupt(atMostNs);
            return;
        }
        Listen();
        machine.Link.LookAtLine();
        waiting.Clear();
        foreach (var neighbor in options.Neighbors)
            neighbor.Join(waiting);
        machine.Link.Join(waiting);
        wire.Join(waiting);
        waiting.Wait(wire.Move() ? Math.Min(atMostNs, ListeningMsWhileFramesWait * 1_000_000L) : atMostNs);
        machine.Link.Listen(0);
        Settle();
    }

    /// <inheritdoc/>
    public void Reach(int guest)
    {
        if (options.Served is not { } served || reached == served[guest])
            return;
        reached = served[guest];
        Map();
    }

    /// <inheritdoc/>
    public bool WaitForInterrupt(long atMostNs)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(atMostNs);
        var sinceNs = ElapsedNs;
        Listen(0);
        for (var leftNs = atMostNs; leftNs > 0 && !InterruptLine && machine is not null; leftNs = atMostNs - (ElapsedNs - sinceNs))
            Listen(leftNs);
        return InterruptLine;
    }

    /// <inheritdoc/>
    public bool Deliver(ReadOnlySpan<byte> frame)
    {
        Listen();
        mayBeTaking = true;
        return wire.Deliver(frame);
    }

    /// <inheritdoc/>
    public int FramesArriving
    {
        get
        {
            Listen();
            return machine is null ? 0 : wire.FramesArriving;
        }
    }

    /// <inheritdoc/>
    public bool HasTakenAll
    {
        get
        {
            if (FramesArriving > 0)
                return false;
            if (mayBeTaking) // QEMU does one thing after the other, so what it has read before it answers it has received
                machine?.Link.ReadConfig(0);
            Settle();
            mayBeTaking = false;
            return true;
        }
    }

    /// <inheritdoc/>
    public bool TryRecall([NotNullWhen(true)] out byte[]? frame)
    {
        Listen();
        return wire.TryRecall(out frame);
    }

    /// <inheritdoc/>
    public bool TryTakeSent([NotNullWhen(true)] out byte[]? frame) => wire.TryTakeSent(out frame);

    /// <summary>Ends QEMU and removes what was made for it.</summary>
    public void Dispose()
    {
        AppDomain.CurrentDomain.ProcessExit -= OnProgramExit;
        machine?.Dispose();
        machine = null;
        isGivenBack = true;
        Failure ??= "the NIC was given back";
        memory.Dispose();
        wire.Dispose();
        folder.Dispose();
    }

    private void OnMemoryChanged(IReachableMemory changed)
    {
        if (changed == reached)
            Map();
    }

    /// <summary>Lets the device reach the memory of its owner and the monitor's, and nothing else.</summary>
    private void Map()
    {
        if (machine?.Link is not RemoteLink link || memory.MonitorRange is not { } own)
            return;
        link.Map([own, .. ReachableRange.Joined(reached?.Reachable ?? []).Take(RemoteLink.MostRanges - 1)]);
        Settle();
    }

    private void Use(QemuMachine started)
    {
        machine = started;
        wire.IsMuted = false;
        reached = null;
        Map();
        machine.Link.LevelTold += SetLine;
    }

    private void Listen(long atMostNs)
    {
        if (machine is null)
            return;
        Listen();
        var atMostMs = wire.Move() ? ListeningMsWhileFramesWait : LongestListeningMs;
        machine.Link.Listen(Math.Min(atMostMs, MillisecondsOf(atMostNs)));
        Settle();
    }

    private bool IsEnabling(int region, uint offset) => deafTime is not null && region == deafTime.Region && offset == deafTime.Offset;

    /// <summary>Stops or starts the receiver where the frames come from, and not by the write that would make the NIC deaf.</summary>
    /// <remarks>For a device that is served: at each hand-off the receiver is stopped and started again, mostly with the same settings.</remarks>
    private bool TryMute(int size, ulong value)
    {
        if (options.Served is null || size != sizeof(uint) || machine?.TryRead(deafTime!.Region, deafTime.Offset, size) is not { } actual
            || (actual & deafTime.Enable) == 0 || (actual | deafTime.Enable) != (value | deafTime.Enable))
        {
            wire.IsMuted = false;
            return false;
        }
        wire.IsMuted = (value & deafTime.Enable) == 0;
        Settle();
        return true;
    }

    private void Deafen(int forMs)
    {
        deafUntilNs = ElapsedNs + forMs * 1_000_000L;
        wire.IsDeaf = true;
    }

    /// <summary>The NIC takes frames again if it has been deaf for long enough.</summary>
    private void Listen() => wire.IsDeaf &= ElapsedNs < deafUntilNs;

    /// <summary>A QEMU that broke is ended: it is no device any more.</summary>
    private void Settle()
    {
        if (machine?.Link.Problem is null)
            return;
        Failure = $"the NIC is gone: {machine.Explain()}; a reset starts it again";
        machine.Dispose();
        machine = null;
        SetLine(false);
    }

    private void SetLine(bool level)
    {
        if (InterruptLine == level)
            return;
        InterruptLine = level;
        InterruptLineChanged?.Invoke(level);
    }

    /// <summary>Somebody ended the program without giving the NIC back.</summary>
    private void OnProgramExit(object? sender, EventArgs arguments)
    {
        machine?.Kill();
        folder.Dispose();
    }

    /// <summary>Whole milliseconds, rounded down; less than one is waited for by asking again.</summary>
    private static int MillisecondsOf(long durationNs) => (int)Math.Min(durationNs / 1_000_000, LongestListeningMs);
}
