using System.Diagnostics.CodeAnalysis;

namespace Passthrough.Peers;

/// <summary>The other end of the NIC's wire, on the test bench.</summary>
/// <remarks>One caller at a time; everything happens inside a call, in the device's time.</remarks>
public interface IPeer
{
    /// <summary>When it has something to send next, in the device's time; <see cref="long.MaxValue"/> if nothing waits.</summary>
    long NextNs { get; }

    /// <summary>Takes a frame that the NIC sent, from the destination address to the end of the data.</summary>
    void Receive(ReadOnlySpan<byte> frame, long nowNs);

    /// <summary>Gives the next frame that is due by now.</summary>
    /// <returns>False if none is.</returns>
    bool TrySend(long nowNs, [NotNullWhen(true)] out byte[]? frame);
}
