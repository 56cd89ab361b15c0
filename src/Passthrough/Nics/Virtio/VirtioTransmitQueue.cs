using Passthrough.Guests.Workloads;
using static Passthrough.Nics.Virtio.VirtioRegisters;

namespace Passthrough.Nics.Virtio;

/// <summary>The queue to send from: a frame is a chain, with a header of zeros in front.</summary>
internal sealed class VirtioTransmitQueue(VirtioChip chip, VirtioDriverOptions options)
{
    private const int BufferBytes = 1536;

    private readonly VirtioQueue queue = new(chip, TransmitQueue, options.TransmitEntries, options.PartsOfAFrame);
    private readonly (int Length, uint Tag)?[] given = new (int, uint)?[options.TransmitEntries / options.PartsOfAFrame];
    private ulong buffers;

    /// <summary>Frames that the device has and that did not come back.</summary>
    public int FramesInHand { get; private set; }

    /// <summary>Whether a chain is free.</summary>
    public bool HasRoom => FramesInHand < given.Length;

    /// <summary>When the oldest frame has taken too long.</summary>
    public long DeadlineNs { get; private set; } = long.MaxValue;

    /// <summary>The queue itself.</summary>
    public VirtioQueue Queue => queue;

    /// <summary>All chains are the driver's.</summary>
    public void Forget()
    {
        queue.Forget();
        if (buffers == 0)
            buffers = chip.Memory.Allot(given.Length * BufferBytes);
        Array.Clear(given);
        FramesInHand = 0;
        DeadlineNs = long.MaxValue;
    }

    /// <summary>Gives a frame to the device, in as many parts as a chain has: the header, or the header and a piece of the frame, then the rest.</summary>
    public ValueTask SendAsync(ReadOnlySpan<byte> frame, uint tag)
    {
        var chain = Array.FindIndex(given, each => each is null);
        given[chain] = (frame.Length, tag);
        FramesInHand++;
        SetDeadline();
        var at = buffers + (ulong)(chain * BufferBytes);
        Span<byte> header = stackalloc byte[HeaderBytes];
        header.Clear();
        chip.Memory.Write(at, header);
        chip.Memory.Write(at + HeaderBytes, frame);
        var whole = HeaderBytes + frame.Length;
        for (int part = 0, from = 0, to; part < options.PartsOfAFrame; part++, from = to)
        {
            to = part == options.PartsOfAFrame - 1 ? whole : part == 0 ? HeaderBytes : from + frame.Length / 3;
            queue.Put(chain, part, at + (ulong)from, to - from, writes: false);
        }
        queue.Give(chain);
        return RingAsync();
    }

    /// <summary>Reports the frames that are out.</summary>
    /// <returns>False if the queue makes no sense.</returns>
    public bool Reap(IFrameEvents events)
    {
        while (queue.TryTake(out var chain, out _))
        {
            if (chain < 0 || given[chain] is not var (length, tag))
                return false;
            given[chain] = null;
            FramesInHand--;
            SetDeadline();
            events.Sent(tag, length);
        }
        return true;
    }

    private async ValueTask RingAsync() => await queue.Ring();

    private void SetDeadline() => DeadlineNs = FramesInHand == 0 ? long.MaxValue : chip.Io.NowNs + options.TransmitTimeoutNs;
}
