using System.Diagnostics.CodeAnalysis;
using Dmm.Memory;

namespace Passthrough.Devices;

/// <summary>A device in real time, made to look as if time were counted by its accesses: runs on it are then the same each time.</summary>
/// <remarks>
/// An access takes a fixed time, and waiting takes as long as was asked for without being waited for. A frame that is delivered has arrived
/// when the call returns. It is for devices that obey at once, as those in another process do; a device that takes a while is given it after each write.
/// </remarks>
internal sealed class CountedTime(IPhysicalNic nic, long accessNs = 1_000, long obeysWithinNs = 0) : IPhysicalNic, IDmaNic
{
    private const int MostPauses = 20_000;
    private const long PauseNs = 50_000, SettleNs = 200_000;

    /// <inheritdoc/>
    public event Action<bool>? InterruptLineChanged
    {
        add => nic.InterruptLineChanged += value;
        remove => nic.InterruptLineChanged -= value;
    }

    /// <inheritdoc/>
    public bool InterruptLine => nic.InterruptLine;

    /// <inheritdoc/>
    public long ElapsedNs { get; private set; }

    /// <inheritdoc/>
    public string? Failure => nic.Failure;

    /// <inheritdoc/>
    public int FramesArriving => nic.FramesArriving;

    /// <inheritdoc/>
    public bool HasTakenAll => nic.HasTakenAll;

    /// <inheritdoc/>
    public ulong MonitorStart => nic is IDmaNic dma ? dma.MonitorStart : 0;

    /// <inheritdoc/>
    public IGuestMemory MonitorMemory => nic is IDmaNic dma ? dma.MonitorMemory : NoMemory.Instance;

    /// <inheritdoc/>
    public IReadOnlyList<IGuestMemory> GuestMemories => nic is IDmaNic dma ? dma.GuestMemories : [];

    /// <inheritdoc/>
    public ulong Read(int region, uint offset, int size)
    {
        ElapsedNs += accessNs;
        return nic.Read(region, offset, size);
    }

    /// <inheritdoc/>
    public void Write(int region, uint offset, int size, ulong value)
    {
        ElapsedNs += accessNs;
        nic.Write(region, offset, size, value);
        if (obeysWithinNs > 0)
            nic.Advance(obeysWithinNs);
    }

    /// <inheritdoc/>
    public void Reset() => nic.Reset();

    /// <inheritdoc/>
    public void Reach(int guest) => (nic as IDmaNic)?.Reach(guest);

    /// <inheritdoc/>
    public void Advance(long durationNs)
    {
        ElapsedNs += durationNs;
        nic.Advance(0);
    }

    /// <inheritdoc/>
    public bool WaitForInterrupt(long atMostNs)
    {
        if (!nic.WaitForInterrupt(0))
            ElapsedNs += atMostNs;
        return nic.InterruptLine;
    }

    /// <inheritdoc/>
    public bool Deliver(ReadOnlySpan<byte> frame)
    {
        var isDelivered = nic.Deliver(frame);
        for (var i = 0; i < MostPauses && nic.FramesArriving > 0 && nic.Failure is null; i++)
            nic.Advance(PauseNs);
        nic.WaitForInterrupt(Math.Max(SettleNs, obeysWithinNs)); // the device has the frame; its interrupt may still be on its way to us
        return isDelivered;
    }

    /// <inheritdoc/>
    public bool TryRecall([NotNullWhen(true)] out byte[]? frame) => nic.TryRecall(out frame);

    /// <inheritdoc/>
    public bool TryTakeSent([NotNullWhen(true)] out byte[]? frame) => nic.TryTakeSent(out frame);

    /// <inheritdoc/>
    public void Dispose() => nic.Dispose();
}
