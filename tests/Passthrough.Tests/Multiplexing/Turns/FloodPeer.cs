using System.Diagnostics.CodeAnalysis;
using Passthrough.Peers;

namespace Passthrough.Tests.Multiplexing.Turns;

/// <summary>Sends a number of frames to one address, one after a fixed time, from when it is switched on.</summary>
internal sealed class FloodPeer(byte[] destination, long everyNs, int frames = int.MaxValue) : IPeer
{
    private const int FrameBytes = 200; // one page of an NE2000's ring

    private bool isOn;

    public long NextNs { get; private set; } = long.MaxValue;

    public int Sent { get; private set; }

    public void Start(long nowNs)
    {
        isOn = true;
        NextNs = nowNs;
    }

    public void Receive(ReadOnlySpan<byte> frame, long nowNs)
    {
    }

    public bool TrySend(long nowNs, [NotNullWhen(true)] out byte[]? frame)
    {
        frame = null;
        if (!isOn || nowNs < NextNs)
            return false;
        NextNs = ++Sent == frames ? long.MaxValue : nowNs + everyNs;
        isOn = Sent < frames;
        frame = new byte[FrameBytes];
        destination.CopyTo(frame, 0);
        return true;
    }
}
