using System.Diagnostics.CodeAnalysis;
using Passthrough.Devices;
using Passthrough.Peers;

namespace Passthrough.Multiplexing.Sharing;

/// <summary>The wire of the test bench, from the NIC to a peer and back.</summary>
/// <remarks>
/// While the NIC hears nothing (between two owners, or because its owner has not started it) frames wait here, as they would in a
/// switch that is asked to pause; so what is lost is lost by the sharing and not by the bench. One frame at a time is given to the
/// NIC, so that none is on its way when a hand-off begins.
/// </remarks>
/// <param name="nic">The NIC.</param>
/// <param name="peer">Who is at the other end, or null.</param>
/// <param name="longest">Bytes of the longest frame that the NIC may be given; checks of its DMA rely on that. Null for any.</param>
internal sealed class Link(IPhysicalNic nic, IPeer? peer, int? longest)
{
    /// <summary>Frames that wait at most; what comes after them is lost.</summary>
    public const int MostFrames = 4096;

    private readonly Queue<byte[]> waiting = new();
    private byte[]? recalled;

    /// <summary>Frames that were lost because too many waited.</summary>
    public long Lost { get; private set; }

    /// <summary>Frames that were dropped because they are longer than the model's longest.</summary>
    public long TooLong { get; private set; }

    /// <summary>When the peer has something to send next.</summary>
    public long NextNs => peer is null ? long.MaxValue : peer.NextNs;

    /// <summary>Whether frames wait for the NIC.</summary>
    public bool HasWaiting => waiting.Count > 0 || recalled is not null;

    /// <summary>The NIC is about to hear nothing: what has not begun to arrive waits here again.</summary>
    /// <returns>Whether nothing is on its way any more.</returns>
    public bool IsClear()
    {
        if (recalled is null && nic.TryRecall(out var frame))
            recalled = frame;
        return nic.HasTakenAll;
    }

    /// <summary>Moves frames both ways.</summary>
    /// <param name="isListening">Whether the NIC takes frames now.</param>
    /// <param name="onDelivery">Receives each frame that is given to the NIC.</param>
    /// <returns>Whether anything moved.</returns>
    public bool Move(bool isListening, Action<byte[]> onDelivery)
    {
        if (peer is null)
            return false;
        var hasMoved = false;
        while (nic.TryTakeSent(out var sent))
        {
            peer.Receive(sent, nic.ElapsedNs);
            hasMoved = true;
        }
        while (peer.TrySend(nic.ElapsedNs, out var frame))
        {
            hasMoved = true;
            if (frame.Length > longest)
                TooLong++;
            else if (waiting.Count < MostFrames)
                waiting.Enqueue(frame);
            else
                Lost++;
        }
        if (!isListening || nic.FramesArriving > 0 || !TryNext(out var next))
            return hasMoved;
        onDelivery(next);
        if (!nic.Deliver(next))
            Lost++;
        return true;
    }

    private bool TryNext([NotNullWhen(true)] out byte[]? frame)
    {
        frame = recalled;
        recalled = null;
        return frame is not null || waiting.TryDequeue(out frame);
    }
}
