using System.Diagnostics.CodeAnalysis;
using Passthrough.Peers;

namespace Passthrough.Tests.Multiplexing;

/// <summary>Answers, and notes who sent.</summary>
internal sealed class ListeningPeer : IPeer
{
    private readonly EchoPeer peer = new();

    public HashSet<string> Sources { get; } = [];

    public long NextNs => peer.NextNs;

    public void Receive(ReadOnlySpan<byte> frame, long nowNs)
    {
        Sources.Add(Convert.ToHexString(frame.Slice(6, 6)));
        peer.Receive(frame, nowNs);
    }

    public bool TrySend(long nowNs, [NotNullWhen(true)] out byte[]? frame) => peer.TrySend(nowNs, out frame);
}
