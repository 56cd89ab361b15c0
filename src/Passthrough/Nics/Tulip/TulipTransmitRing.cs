using Passthrough.Guests.Workloads;
using static Passthrough.Nics.Tulip.TulipRegisters;

namespace Passthrough.Nics.Tulip;

/// <summary>The transmit ring: frames are given to the chip in the order of its entries, and setup frames among them.</summary>
internal sealed class TulipTransmitRing(TulipChip chip, TulipSetupFrame setup, TulipDriverOptions options)
{
    private const int BufferBytes = 1536;

    private struct Given
    {
        public int Length;
        public uint Tag;
        public bool EndsFrame;
    }

    private readonly Given[] given = new Given[options.TransmitEntries];
    private ulong buffers, setupAt;
    private int oldest, entriesInHand;

    /// <summary>Where it lies.</summary>
    public ulong Start { get; private set; }

    /// <summary>Frames that the chip has and that are not out.</summary>
    public int FramesInHand { get; private set; }

    /// <summary>Room for a frame, and an entry for a setup frame.</summary>
    public bool HasRoom => entriesInHand + options.EntriesOfAFrame < given.Length;

    /// <summary>When the oldest frame has taken too long.</summary>
    public long DeadlineNs { get; private set; } = long.MaxValue;

    /// <summary>All entries are the driver's, and the chip begins at the first.</summary>
    public void Forget()
    {
        if (Start == 0)
            (Start, buffers, setupAt) = (chip.Memory.Allot(given.Length * EntryBytes), chip.Memory.Allot(given.Length * BufferBytes), chip.Memory.Allot(TulipSetupFrame.ByteCount));
        oldest = entriesInHand = FramesInHand = 0;
        DeadlineNs = long.MaxValue;
        for (var entry = 0; entry < given.Length; entry++)
            chip.Put(Start, entry, 0, EndFlag(entry), 0);
    }

    /// <summary>Tells the chip which addresses it is to receive by, if there is room.</summary>
    public void GiveSetup()
    {
        if (entriesInHand == given.Length)
            return;
        chip.Memory.Write(setupAt, setup.Bytes);
        Give(Take(default), Setup, setupAt, TulipSetupFrame.ByteCount);
    }

    /// <summary>Gives a frame to the chip. The entry where it begins comes last, so that the chip never finds half a frame.</summary>
    public void Give(ReadOnlySpan<byte> frame, uint tag)
    {
        var what = new Given { Length = frame.Length, Tag = tag, EndsFrame = true };
        FramesInHand++;
        if (!options.SplitsFrames)
        {
            Give(Take(what), Interrupt | First | Last, frame, options.UsesBothBuffers ? frame.Length / 3 : 0);
            return;
        }
        var (first, second) = (Take(default), Take(what));
        Give(second, Interrupt | Last, frame[(frame.Length / 2)..], 0);
        Give(first, First, frame[..(frame.Length / 2)], 0);
    }

    /// <summary>Gives the first half of a frame; what is left comes later.</summary>
    public void GiveBegin(ReadOnlySpan<byte> frame) => Give(Take(default), First, frame[..(frame.Length / 2)], 0);

    /// <summary>Gives the other half of a frame.</summary>
    public void GiveEnd(ReadOnlySpan<byte> frame, uint tag)
    {
        FramesInHand++;
        Give(Take(new Given { Length = frame.Length, Tag = tag, EndsFrame = true }), Interrupt | Last, frame[(frame.Length / 2)..], 0);
    }

    /// <summary>Reports the frames that are out.</summary>
    public void Reap(IFrameEvents events)
    {
        while (entriesInHand > 0 && (chip.StatusOf(Start, oldest) & Own) == 0)
        {
            if (given[oldest].EndsFrame)
            {
                FramesInHand--;
                events.Sent(given[oldest].Tag, given[oldest].Length);
            }
            oldest = (oldest + 1) % given.Length;
            entriesInHand--;
            SetDeadline();
        }
    }

    private int Take(Given what)
    {
        var entry = (oldest + entriesInHand++) % given.Length;
        given[entry] = what;
        if (entriesInHand == 1)
            SetDeadline();
        return entry;
    }

    private void Give(int entry, uint flags, ReadOnlySpan<byte> piece, int inSecond)
    {
        var buffer = buffers + (ulong)(entry * BufferBytes);
        chip.Memory.Write(buffer, piece);
        Give(entry, flags, buffer, piece.Length - inSecond, inSecond);
    }

    private void Give(int entry, uint flags, ulong buffer, int byteCount, int inSecond = 0) =>
        chip.Put(Start, entry, Own, flags | EndFlag(entry) | (uint)byteCount | (uint)inSecond << SecondShift, buffer, inSecond == 0 ? 0 : buffer + (ulong)byteCount);

    private uint EndFlag(int entry) => entry == given.Length - 1 ? EndOfRing : 0;

    private void SetDeadline() => DeadlineNs = entriesInHand == 0 ? long.MaxValue : chip.Io.NowNs + options.TransmitTimeoutNs;
}
