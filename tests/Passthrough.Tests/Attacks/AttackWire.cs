using System.Diagnostics.CodeAnalysis;
using Passthrough.Peers;

namespace Passthrough.Tests.Attacks;

/// <summary>The wire of a NIC under attack: frames for it, none of whose bytes is a bystander's, and all that it sent.</summary>
internal sealed class AttackWire : IPeer
{
    private const byte Filler = 0x11;

    private readonly Queue<byte[]> coming = new();

    /// <summary>What each frame has in it, and nobody's memory otherwise.</summary>
    public static byte[] Middle { get; } = [.. Enumerable.Repeat(Filler, 24)];

    /// <summary>Frames that the NIC sent and that were not taken yet.</summary>
    public List<byte[]> Sent { get; } = [];

    public long NextNs => coming.Count > 0 ? 0 : long.MaxValue;

    /// <summary>Has frames come in: to all, to the NIC's own address and to the address 0, which a guest has that set none; short and long.</summary>
    public void LetFramesCome()
    {
        foreach (var (destination, byteCount) in new[] { (Simulated.Frames.Broadcast, 60), (Simulated.Frames.Station, 1514), (new byte[6], 1514), (Simulated.Frames.Broadcast, 1514) })
        {
            var frame = new byte[byteCount];
            frame.AsSpan().Fill(Filler);
            destination.CopyTo(frame, 0);
            coming.Enqueue(frame);
        }
    }

    public void Receive(ReadOnlySpan<byte> frame, long nowNs) => Sent.Add(frame.ToArray());

    public bool TrySend(long nowNs, [NotNullWhen(true)] out byte[]? frame) => coming.TryDequeue(out frame);
}
