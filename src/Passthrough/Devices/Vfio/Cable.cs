using System.Diagnostics.CodeAnalysis;
using Passthrough.SystemCalls;

namespace Passthrough.Devices.Vfio;

/// <summary>The other end of a card's cable, if it is a network interface of this machine; otherwise frames go where the cable goes, and nobody here sees them.</summary>
internal sealed class Cable(PacketSocket? end) : IPolled, IDisposable
{
    /// <summary>The most frames that wait in one direction.</summary>
    private const int MostFrames = 4096;

    private readonly Queue<byte[]> arriving = new();
    private readonly Queue<byte[]> sent = new();

    /// <summary>Whether frames wait here because the interface took no more.</summary>
    public bool IsHoldingBack => arriving.Count > 0;

    /// <summary>Frames that wait here, and whether the interface has some that are not on the cable yet.</summary>
    public int FramesArriving
    {
        get
        {
            Move();
            return arriving.Count + (end?.UnsentBytes > 0 ? 1 : 0);
        }
    }

    /// <summary>Opens it.</summary>
    /// <param name="name">The interface's name; null if the other end is not here.</param>
    /// <param name="problem">Why it cannot be used, and what to do.</param>
    public static Cable? TryOpen(string? name, out string? problem)
    {
        problem = null;
        if (name is null)
            return new Cable(null);
        problem = Obstacles.OfFarEnd(name);
        return problem is null && PacketSocket.TryOpen(name, out problem) is { } end ? new Cable(end) : null;
    }

    public bool Deliver(ReadOnlySpan<byte> frame)
    {
        if (end is null || arriving.Count >= MostFrames)
            return false;
        if (!frame.IsEmpty)
            arriving.Enqueue(frame.ToArray());
        Move();
        return true;
    }

    public bool TryRecall([NotNullWhen(true)] out byte[]? frame) => arriving.TryDequeue(out frame);

    public bool TryTakeSent([NotNullWhen(true)] out byte[]? frame)
    {
        Move();
        return sent.TryDequeue(out frame);
    }

    /// <summary>Moves the frames that the interface takes and those that it holds.</summary>
    public void Move()
    {
        if (end is null)
            return;
        while (arriving.TryPeek(out var next) && end.TrySend(next))
            arriving.Dequeue();
        for (var i = 0; i < MostFrames && end.TryReceive(out var frame); i++)
            if (sent.Count < MostFrames)
                sent.Enqueue(frame);
    }

    /// <inheritdoc/>
    public void Join(PollSet set)
    {
        if (end is not null)
            set.Add(end.Handle);
    }

    public void Dispose() => end?.Dispose();
}
