using System.Diagnostics.CodeAnalysis;
using Dmm.Memory;
using Passthrough.Devices;
using Passthrough.Devices.Qemu;

namespace Passthrough.Tests.Attacks;

/// <summary>A NIC of QEMU whose first guest has only some windows of its memory, and that is reset through its registers.</summary>
internal sealed class NarrowNic(QemuNic nic, IGuestMemory first, IReadOnlyList<ByHand> resets) : IPhysicalNic, IDmaNic
{
    public event Action<bool>? InterruptLineChanged
    {
        add => nic.InterruptLineChanged += value;
        remove => nic.InterruptLineChanged -= value;
    }

    /// <summary>Accesses that reached the device.</summary>
    public long Touches { get; private set; }

    public IGuestMemory MonitorMemory => nic.MonitorMemory;

    public ulong MonitorStart => nic.MonitorStart;

    public IReadOnlyList<IGuestMemory> GuestMemories { get; } = [first, .. nic.GuestMemories.Skip(1)];

    public bool InterruptLine => nic.InterruptLine;

    public long ElapsedNs => nic.ElapsedNs;

    public string? Failure => nic.Failure;

    public int FramesArriving => nic.FramesArriving;

    public bool HasTakenAll => nic.HasTakenAll;

    public ulong Read(int region, uint offset, int size)
    {
        Touches++;
        return nic.Read(region, offset, size);
    }

    public void Write(int region, uint offset, int size, ulong value)
    {
        Touches++;
        nic.Write(region, offset, size, value);
    }

    public void Reset()
    {
        foreach (var access in resets)
            if (access.IsWrite)
                nic.Write(0, access.Offset, access.Size, access.Value);
            else
                nic.Read(0, access.Offset, access.Size);
    }

    public void Advance(long durationNs) => nic.Advance(durationNs);

    public bool WaitForInterrupt(long atMostNs) => nic.WaitForInterrupt(atMostNs);

    public bool Deliver(ReadOnlySpan<byte> frame) => nic.Deliver(frame);

    public bool TryRecall([NotNullWhen(true)] out byte[]? frame) => nic.TryRecall(out frame);

    public bool TryTakeSent([NotNullWhen(true)] out byte[]? frame) => nic.TryTakeSent(out frame);

    public void Dispose() => nic.Dispose();
}
