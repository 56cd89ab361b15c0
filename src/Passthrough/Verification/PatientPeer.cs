using System.Diagnostics.CodeAnalysis;
using Passthrough.Peers;

namespace Passthrough.Verification;

/// <summary>A peer whose answers wait until the guest that they are for has the device.</summary>
/// <remarks>
/// A model that does not say how frames are received lets those be lost that come for a guest without the device. Hand-offs can be verified at
/// any moment all the same, with an answer outstanding too, if the wire is more patient than one is. From the begin of a turn to an answer
/// is as long as from the request, so that the guest has acknowledged what came before, as it has alone.
/// </remarks>
/// <param name="peer">Who answers.</param>
/// <param name="latencyNs">How long an answer takes.</param>
internal sealed class PatientPeer(IPeer peer, long latencyNs) : IPeer
{
    private readonly List<(ushort Stream, byte[] Frame)> held = [];
    private Func<ushort?> owner = () => null;
    private Func<long> ownedSinceNs = () => 0;

    /// <inheritdoc/>
    public long NextNs => FirstOfOwner() < 0 ? peer.NextNs : Math.Min(peer.NextNs, ownedSinceNs() + latencyNs);

    /// <summary>Tells whose turn it is.</summary>
    /// <param name="streamOfOwner">The stream of the guest that has the device; null while nobody takes frames.</param>
    /// <param name="sinceNs">Since when it has it.</param>
    public void Serve(Func<ushort?> streamOfOwner, Func<long> sinceNs) => (owner, ownedSinceNs) = (streamOfOwner, sinceNs);

    /// <inheritdoc/>
    public void Receive(ReadOnlySpan<byte> frame, long nowNs) => peer.Receive(frame, nowNs);

    /// <inheritdoc/>
    public bool TrySend(long nowNs, [NotNullWhen(true)] out byte[]? frame)
    {
        while (peer.TrySend(nowNs, out var due))
        {
            WorkloadFrame.Parse(due, out var answer);
            held.Add((answer.Stream, due));
        }
        frame = null;
        if (FirstOfOwner() is not (>= 0 and var first) || nowNs < ownedSinceNs() + latencyNs)
            return false;
        frame = held[first].Frame;
        held.RemoveAt(first);
        return true;
    }

    private int FirstOfOwner() => owner() is { } stream ? held.FindIndex(each => each.Stream == stream) : -1;
}
