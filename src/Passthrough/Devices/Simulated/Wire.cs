using System.Diagnostics.CodeAnalysis;

namespace Passthrough.Devices.Simulated;

/// <summary>A segment of 10 Mbit/s Ethernet with our card and everybody else: one frame at a time, who comes second waits.</summary>
/// <remarks>
/// Both sides hear the carrier, so there are no collisions. If both wait they take turns, so that neither can keep the other
/// from sending. Frames that wait are bounded in both directions: a guest that floods costs frames, not memory.
/// </remarks>
internal sealed class Wire(VirtualClock clock, Transmitter transmitter, Receiver receiver)
{
    /// <summary>One byte at 10 Mbit/s.</summary>
    public const long ByteNs = 800;

    /// <summary>Seven bytes of preamble and the start delimiter (IEEE 802.3, 3.1.1).</summary>
    public const int PreambleBytes = 8;

    /// <summary>The gap between two frames (IEEE 802.3, 4.4.2).</summary>
    public const long GapNs = 9_600;

    /// <summary>The most frames that wait in one direction.</summary>
    public const int MostFrames = 4096;

    private enum Use { None, Arriving, Leaving }

    private readonly Queue<(byte[] Frame, FrameDamage Damage)> arriving = new();
    private readonly Queue<byte[]> sent = new();
    private Use use;
    private Use lastUse;
    private long untilNs; // the end of the frame on the wire, or of the gap after the last

    /// <summary>Frames of others that are on the wire or wait for it.</summary>
    public int FramesArriving => arriving.Count;

    /// <summary>Takes back the last frame of others, unless it is on the wire already.</summary>
    public bool TryRecall([NotNullWhen(true)] out byte[]? frame)
    {
        frame = null;
        if (arriving.Count == 0 || (arriving.Count == 1 && use == Use.Arriving))
            return false;
        var kept = arriving.ToArray();
        frame = kept[^1].Frame;
        arriving.Clear();
        foreach (var each in kept.AsSpan(..^1))
            arriving.Enqueue(each);
        return true;
    }

    /// <summary>When a frame begins or ends next; the end of time if none waits.</summary>
    public long NextChangeNs => use != Use.None ? untilNs
        : transmitter.IsDeferred || arriving.Count > 0 ? Math.Max(untilNs, clock.NowNs)
        : long.MaxValue;

    /// <summary>Begins or ends a frame, at its time.</summary>
    public void Change()
    {
        switch (use)
        {
            case Use.Arriving:
                var (frame, damage) = arriving.Dequeue();
                receiver.Finish(frame, damage);
                Release();
                break;
            case Use.Leaving:
                if (transmitter.Finish() is { } body && sent.Count < MostFrames)
                    sent.Enqueue(body);
                Release();
                break;
            case Use.None when transmitter.IsDeferred && (arriving.Count == 0 || lastUse == Use.Arriving):
                Occupy(Use.Leaving, transmitter.Begin());
                break;
            default:
                receiver.Begin();
                Occupy(Use.Arriving, arriving.Peek().Frame.Length + FrameCheckSequence.ByteCount);
                break;
        }
    }

    /// <summary>Our frame breaks off.</summary>
    public void BreakOff()
    {
        if (use == Use.Leaving)
            Release();
    }

    /// <summary>Somebody else has a frame to send.</summary>
    public bool Deliver(ReadOnlySpan<byte> frame, FrameDamage damage)
    {
        if (arriving.Count >= MostFrames)
            return false;
        arriving.Enqueue((frame.ToArray(), damage));
        return true;
    }

    /// <summary>Takes a frame that the card sent.</summary>
    public bool TryTakeSent([NotNullWhen(true)] out byte[]? frame) => sent.TryDequeue(out frame);

    private void Occupy(Use by, int byteCount)
    {
        lastUse = use = by;
        untilNs = clock.After((PreambleBytes + byteCount) * ByteNs);
    }

    private void Release()
    {
        use = Use.None;
        untilNs = clock.After(GapNs);
    }
}
