using System.Diagnostics.CodeAnalysis;
using Passthrough.Devices;

namespace Passthrough.Tests.Handoff;

/// <summary>A NIC that takes down the accesses that are made to it.</summary>
internal sealed class LoggedNic(IPhysicalNic nic) : IPhysicalNic
{
    public event Action<bool>? InterruptLineChanged
    {
        add => nic.InterruptLineChanged += value;
        remove => nic.InterruptLineChanged -= value;
    }

    public List<(bool IsWrite, uint Offset, ulong Value)> Accesses { get; } = [];

    public bool InterruptLine => nic.InterruptLine;

    public long ElapsedNs => nic.ElapsedNs;

    public string? Failure => nic.Failure;

    public int FramesArriving => nic.FramesArriving;

    public bool HasTakenAll => nic.HasTakenAll;

    public ulong Read(int region, uint offset, int size)
    {
        var value = nic.Read(region, offset, size);
        Accesses.Add((false, offset, value));
        return value;
    }

    public void Write(int region, uint offset, int size, ulong value)
    {
        Accesses.Add((true, offset, value));
        nic.Write(region, offset, size, value);
    }

    public void Reset() => nic.Reset();

    public void Advance(long durationNs) => nic.Advance(durationNs);

    public bool WaitForInterrupt(long atMostNs) => nic.WaitForInterrupt(atMostNs);

    public bool Deliver(ReadOnlySpan<byte> frame) => nic.Deliver(frame);

    public bool TryRecall([NotNullWhen(true)] out byte[]? frame) => nic.TryRecall(out frame);

    public bool TryTakeSent([NotNullWhen(true)] out byte[]? frame) => nic.TryTakeSent(out frame);

    public void Dispose() => nic.Dispose();
}
