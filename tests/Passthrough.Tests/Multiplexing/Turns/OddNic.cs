using System.Diagnostics.CodeAnalysis;
using Passthrough.Devices;
using Passthrough.Devices.Simulated;

namespace Passthrough.Tests.Multiplexing.Turns;

/// <summary>A simulated NE2000 with a wire, or a bus, that gives trouble.</summary>
internal sealed class OddNic : IPhysicalNic
{
    private readonly SimulatedNe2000 nic = new();
    private bool wasDelivered;

    public event Action<bool>? InterruptLineChanged
    {
        add => nic.InterruptLineChanged += value;
        remove => nic.InterruptLineChanged -= value;
    }

    /// <summary>Whether the bench can take back frames that it gave to the wire.</summary>
    public bool CanRecall { get; init; } = true;

    /// <summary>Whether the wire never says that it is silent, once it carried a frame.</summary>
    public bool NeverSilent { get; init; }

    /// <summary>Whether the data port loses what is written to it, so that no remote write comes to its end.</summary>
    public bool LosesData { get; set; }

    /// <summary>Why the device does not answer; a reset ends it.</summary>
    public string? Failure { get; set; }

    public bool InterruptLine => nic.InterruptLine;

    public long ElapsedNs => nic.ElapsedNs;

    public int FramesArriving => NeverSilent && wasDelivered ? 1 : nic.FramesArriving;

    public ulong Read(int region, uint offset, int size) => nic.Read(region, offset, size);

    public void Write(int region, uint offset, int size, ulong value)
    {
        if (!LosesData || offset != Hand.Data)
            nic.Write(region, offset, size, value);
    }

    public void Reset()
    {
        Failure = null;
        nic.Reset();
    }

    public void Advance(long durationNs) => nic.Advance(durationNs);

    public bool WaitForInterrupt(long atMostNs) => nic.WaitForInterrupt(atMostNs);

    public bool Deliver(ReadOnlySpan<byte> frame)
    {
        wasDelivered = true;
        return nic.Deliver(frame);
    }

    public bool TryRecall([NotNullWhen(true)] out byte[]? frame)
    {
        frame = null;
        return CanRecall && nic.TryRecall(out frame);
    }

    public bool TryTakeSent([NotNullWhen(true)] out byte[]? frame) => nic.TryTakeSent(out frame);

    public void Dispose() => nic.Dispose();
}
