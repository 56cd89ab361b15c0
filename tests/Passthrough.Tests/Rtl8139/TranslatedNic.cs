using System.Diagnostics.CodeAnalysis;
using Passthrough.Devices;

namespace Passthrough.Tests.Rtl8139;

/// <summary>A NIC whose address registers count as its guest does, in place of a monitor that translates them.</summary>
internal sealed class TranslatedNic(IPhysicalNic nic, ulong start, IReadOnlySet<uint> addresses) : IPhysicalNic
{
    public event Action<bool>? InterruptLineChanged
    {
        add => nic.InterruptLineChanged += value;
        remove => nic.InterruptLineChanged -= value;
    }

    public bool InterruptLine => nic.InterruptLine;

    public long ElapsedNs => nic.ElapsedNs;

    public string? Failure => nic.Failure;

    public int FramesArriving => nic.FramesArriving;

    public bool HasTakenAll => nic.HasTakenAll;

    public ulong Read(int region, uint offset, int size) => nic.Read(region, offset, size);

    public void Write(int region, uint offset, int size, ulong value) =>
        nic.Write(region, offset, size, size == 4 && addresses.Contains(offset) ? value + start : value);

    public void Reset() => nic.Reset();

    public void Advance(long durationNs) => nic.Advance(durationNs);

    public bool WaitForInterrupt(long atMostNs) => nic.WaitForInterrupt(atMostNs);

    public bool Deliver(ReadOnlySpan<byte> frame) => nic.Deliver(frame);

    public bool TryRecall([NotNullWhen(true)] out byte[]? frame) => nic.TryRecall(out frame);

    public bool TryTakeSent([NotNullWhen(true)] out byte[]? frame) => nic.TryTakeSent(out frame);

    public void Dispose() => nic.Dispose();
}
