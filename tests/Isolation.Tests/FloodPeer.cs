using System.Diagnostics.CodeAnalysis;
using Passthrough.Peers;

namespace Isolation.Tests;

/// <summary>Sends frames to one address at a constant rate.</summary>
internal sealed class FloodPeer(byte[] destination, long everyNs, int byteCount) : IPeer
{
    private long nextNs;

    /// <summary>Whether it sends.</summary>
    public bool IsOn { get; set; }

    /// <summary>Frames that it sent.</summary>
    public int Sent { get; private set; }

    public long NextNs => IsOn ? nextNs : long.MaxValue;

    public void Receive(ReadOnlySpan<byte> frame, long nowNs)
    {
    }

    public bool TrySend(long nowNs, [NotNullWhen(true)] out byte[]? frame)
    {
        frame = null;
        if (!IsOn || nowNs < nextNs)
            return false;
        nextNs = nowNs + everyNs;
        Sent++;
        frame = new byte[byteCount];
        destination.CopyTo(frame, 0);
        return true;
    }
}
