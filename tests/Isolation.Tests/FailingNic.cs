using System.Diagnostics.CodeAnalysis;
using Passthrough.Devices;

namespace Isolation.Tests;

/// <summary>A NIC that breaks now and then, or by a write, and is whole again after a reset.</summary>
internal sealed class FailingNic(IPhysicalNic nic, long everyNs, Func<uint, ulong, bool>? breaksBy = null) : IPhysicalNic
{
    private long brokeNs;
    private bool isBroken;

    public event Action<bool>? InterruptLineChanged
    {
        add => nic.InterruptLineChanged += value;
        remove => nic.InterruptLineChanged -= value;
    }

    /// <summary>How often it broke.</summary>
    public int Failures { get; private set; }

    public bool InterruptLine => nic.InterruptLine;

    public long ElapsedNs => nic.ElapsedNs;

    public string? Failure
    {
        get
        {
            if (!isBroken && nic.ElapsedNs - brokeNs >= everyNs)
            {
                isBroken = true;
                brokeNs = nic.ElapsedNs;
                Failures++;
            }
            return isBroken ? "it broke" : null;
        }
    }

    public int FramesArriving => nic.FramesArriving;

    public bool HasTakenAll => nic.HasTakenAll;

    public ulong Read(int region, uint offset, int size) => isBroken ? ulong.MaxValue >> (64 - 8 * size) : nic.Read(region, offset, size);

    public void Write(int region, uint offset, int size, ulong value)
    {
        if (isBroken)
            return;
        nic.Write(region, offset, size, value);
        if (breaksBy?.Invoke(offset, value) != true)
            return;
        isBroken = true;
        Failures++;
    }

    public void Reset()
    {
        isBroken = false;
        nic.Reset();
    }

    public void Advance(long durationNs) => nic.Advance(durationNs);

    public bool WaitForInterrupt(long atMostNs) => nic.WaitForInterrupt(atMostNs);

    public bool Deliver(ReadOnlySpan<byte> frame) => nic.Deliver(frame);

    public bool TryRecall([NotNullWhen(true)] out byte[]? frame) => nic.TryRecall(out frame);

    public bool TryTakeSent([NotNullWhen(true)] out byte[]? frame) => nic.TryTakeSent(out frame);

    public void Dispose() => nic.Dispose();
}
