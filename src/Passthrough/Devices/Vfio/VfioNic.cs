using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using Dmm.Memory;
using Passthrough.SystemCalls;

namespace Passthrough.Devices.Vfio;

/// <summary>A PCI card of this machine that Linux hands over through VFIO. Why it does what it does stands in docs/decisions/0035-a-card-through-vfio.md.</summary>
/// <remarks>
/// The IOMMU lets the card reach the monitor's memory and that of its owner, and it is bus master only while somebody owns it. It is reset when it
/// is opened and when it is given back, by the kernel.
/// </remarks>
internal sealed class VfioNic : IPhysicalNic, IDmaNic
{
    private const int Nobody = -1;
    private const long LongestListeningNs = 100_000_000, ListeningNsWhileFramesWait = 1_000_000;

    private readonly VfioOptions options;
    private readonly VfioGroup group;
    private readonly VfioDevice device;
    private readonly VfioLine line;
    private readonly VfioMemory memory;
    private readonly ReachedMemory reach;
    private readonly Cable cable;
    private readonly IommuFaults faults;
    private readonly PollSet waiting = new();
    private readonly long begun = Stopwatch.GetTimestamp();
    private int reached = Nobody;
    private bool isDisposed;

    private VfioNic(VfioOptions options, VfioGroup group, VfioDevice device, VfioLine line, VfioMemory memory, Cable cable)
    {
        this.options = options;
        this.group = group;
        this.device = device;
        this.line = line;
        this.memory = memory;
        this.cable = cable;
        faults = new IommuFaults(new KernelLog(), options.Address);
        reach = new ReachedMemory(group);
        Failure = reach.TryMapMonitor(VfioMemory.MonitorStart, memory.MonitorFile);
        foreach (var served in options.Served ?? [])
            served.Changed += () => OnMemoryChanged(served);
    }

    /// <inheritdoc/>
    public event Action<bool>? InterruptLineChanged;

    /// <inheritdoc/>
    public bool InterruptLine { get; private set; }

    /// <inheritdoc/>
    public long ElapsedNs => Stopwatch.GetElapsedTime(begun).Ticks * TimeSpan.NanosecondsPerTick;

    /// <inheritdoc/>
    public string? Failure { get; private set; }

    /// <inheritdoc/>
    public ulong MonitorStart => VfioMemory.MonitorStart;

    /// <inheritdoc/>
    public IGuestMemory MonitorMemory => memory.Monitor;

    /// <inheritdoc/>
    public IReadOnlyList<IGuestMemory> GuestMemories => memory.Guests;

    /// <inheritdoc/>
    public int FramesArriving => Failure is null ? cable.FramesArriving : 0;

    /// <summary>Opens a card.</summary>
    /// <param name="nic">The card.</param>
    /// <param name="options">What is chosen about it.</param>
    /// <param name="problem">Why it cannot be used, and what to do.</param>
    /// <returns>Null if it cannot be used; then nothing is left open.</returns>
    public static VfioNic? TryOpen(HardwareNic nic, VfioOptions options, out string? problem)
    {
        var memory = options.Served is { } served ? VfioMemory.TryMakeServed(served, out problem) : VfioMemory.TryMake(options.Guests, options.MemoryMib, out problem);
        var cable = memory is null ? null : Cable.TryOpen(options.FarEnd, out problem);
        var group = cable is null ? null : VfioGroup.TryOpen(nic, out problem);
        var device = group is null ? null : VfioDevice.TryOpen(group, nic.Address, out problem);
        var line = device is null ? null : VfioLine.TryConnect(device.Handle, out problem);
        if (line is not null && new VfioNic(options, group!, device!, line, memory!, cable!) is var made)
        {
            problem = made.Failure;
            if (problem is null)
                return made;
            made.Dispose();
            return null;
        }
        device?.Dispose();
        group?.Dispose();
        cable?.Dispose();
        memory?.Dispose();
        return null;
    }

    /// <inheritdoc/>
    public ulong Read(int region, uint offset, int size)
    {
        var nothing = AccessSize.AllOnes(size);
        if (Failure is not null)
            return nothing;
        var value = device.Find(region, offset, size)?.TryRead(offset, size) ?? nothing;
        if (value == nothing)
            Examine();
        if (InterruptLine)
            Ask();
        return value;
    }

    /// <inheritdoc/>
    public void Write(int region, uint offset, int size, ulong value)
    {
        AccessSize.Check(size);
        if (Failure is null && device.Find(region, offset, size)?.TryWrite(offset, size, value) is true)
            Ask();
    }

    /// <inheritdoc/>
    public void Reset()
    {
        if (isDisposed)
            return;
        ReachNobody();
        Failure = line.IsWanted || device.IsGone ? Gone : device.Reset() is { } problem ? $"the card {options.Address} could not be reset: {problem}" : null;
        device.SetMaster(false); // the kernel has put configuration space back as it was
        Ask();
    }

    /// <inheritdoc/>
    public void Advance(long durationNs)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(durationNs);
        var sinceNs = ElapsedNs;
        Listen(0);
        for (var leftNs = durationNs; leftNs > 0; leftNs = durationNs - (ElapsedNs - sinceNs))
            Listen(leftNs);
    }

    /// <inheritdoc/>
    public bool WaitForInterrupt(long atMostNs)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(atMostNs);
        var sinceNs = ElapsedNs;
        Listen(0);
        for (var leftNs = atMostNs; leftNs > 0 && !InterruptLine && Failure is null; leftNs = atMostNs - (ElapsedNs - sinceNs))
            Listen(leftNs);
        return InterruptLine;
    }

    /// <inheritdoc/>
    public void Idle(long atMostNs) => Listen(atMostNs, options.Neighbors);

    /// <inheritdoc/>
    public void Reach(int guest)
    {
        if (guest == reached || Failure is not null)
            return;
        LookForFaults();
        ReachNobody();
        if (Failure is null && reach.TryChange(memory.RangesOf(guest)) is { } problem)
            Failure = problem;
        if (Failure is not null)
            return;
        reached = guest;
        device.SetMaster(true);
    }

    /// <inheritdoc/>
    public bool Deliver(ReadOnlySpan<byte> frame) => Failure is null && cable.Deliver(frame);

    /// <inheritdoc/>
    public bool TryRecall([NotNullWhen(true)] out byte[]? frame) => cable.TryRecall(out frame);

    /// <inheritdoc/>
    public bool TryTakeSent([NotNullWhen(true)] out byte[]? frame) => cable.TryTakeSent(out frame);

    /// <summary>Gives the card back: first it reaches no memory, then the memory goes.</summary>
    public void Dispose()
    {
        if (isDisposed)
            return;
        isDisposed = true;
        Failure ??= $"the card {options.Address} was given back";
        ReachNobody();
        line.Dispose();
        device.Dispose();
        group.Dispose();
        faults.Dispose();
        cable.Dispose();
        memory.Dispose();
    }

    private string Gone => Obstacles.Gone(options.Address);

    private void ReachNobody()
    {
        device.SetMaster(false);
        reach.Clear();
        reached = Nobody;
    }

    private void OnMemoryChanged(IReachableMemory changed)
    {
        if (isDisposed || reached == Nobody || options.Served![reached] != changed)
            return;
        if (reach.TryChange(memory.RangesOf(reached)) is { } problem)
            Failure = problem;
    }

    private void Listen(long atMostNs, IReadOnlyList<IPolled>? neighbors = null)
    {
        cable.Move();
        line.Listen();
        if (atMostNs > 0 && Failure is null)
        {
            waiting.Clear();
            foreach (var neighbor in neighbors ?? [])
                neighbor.Join(waiting);
            line.Join(waiting);
            cable.Join(waiting);
            waiting.Wait(Math.Min(atMostNs, cable.IsHoldingBack ? ListeningNsWhileFramesWait : LongestListeningNs));
            cable.Move();
            line.Listen();
        }
        else if (atMostNs > 0)
            Thread.Sleep((int)(Math.Min(atMostNs, LongestListeningNs) / 1_000_000));
        if (line.IsWanted)
            Fail(Gone);
        LookForFaults();
        SetLine(line.IsUp && Failure is null);
    }

    private void Ask()
    {
        line.Ask();
        SetLine(line.IsUp && Failure is null);
    }

    /// <summary>All ones can be what a register holds, or the answer of an empty slot.</summary>
    private void Examine()
    {
        if (device.IsGone)
            Fail(Gone);
    }

    private void LookForFaults()
    {
        if (faults.Take() is { } at)
            Fail($"the card {options.Address} accessed {at}, which is not in its owner's memory, and the IOMMU blocked it: the model allows an address that it must not");
    }

    private void Fail(string problem)
    {
        Failure ??= problem;
        SetLine(false);
    }

    private void SetLine(bool level)
    {
        if (InterruptLine == level)
            return;
        InterruptLine = level;
        InterruptLineChanged?.Invoke(level);
    }
}
