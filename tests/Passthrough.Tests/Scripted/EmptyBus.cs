using System.Diagnostics.CodeAnalysis;
using Passthrough.Devices;

namespace Passthrough.Tests.Scripted;

/// <summary>Ports at which nothing answers.</summary>
internal class EmptyBus : IPhysicalNic
{
    public event Action<bool>? InterruptLineChanged
    {
        add { }
        remove { }
    }

    public bool InterruptLine => false;

    public long ElapsedNs { get; private set; }

    public string? Failure => null;

    public int FramesArriving => 0;

    public virtual ulong Read(int region, uint offset, int size) => ulong.MaxValue >> (64 - 8 * size);

    public void Write(int region, uint offset, int size, ulong value)
    {
    }

    public void Reset()
    {
    }

    public void Advance(long durationNs) => ElapsedNs += durationNs;

    public bool WaitForInterrupt(long atMostNs)
    {
        Advance(atMostNs);
        return false;
    }

    public bool Deliver(ReadOnlySpan<byte> frame) => true;

    public bool TryRecall([NotNullWhen(true)] out byte[]? frame)
    {
        frame = null;
        return false;
    }

    public bool TryTakeSent([NotNullWhen(true)] out byte[]? frame)
    {
        frame = null;
        return false;
    }

    public void Dispose()
    {
    }
}
