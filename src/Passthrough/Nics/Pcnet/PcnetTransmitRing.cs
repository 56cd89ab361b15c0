using Passthrough.Guests.Workloads;
using static Passthrough.Nics.Pcnet.PcnetRegisters;

namespace Passthrough.Nics.Pcnet;

/// <summary>The transmit ring: frames are given to the chip in the order of its entries, each in one or in two.</summary>
internal sealed class PcnetTransmitRing(PcnetChip chip, PcnetLayout layout, PcnetDriverOptions options)
{
    private struct Given
    {
        public int Length;
        public uint Tag;
        public bool EndsFrame;
        public bool IsBrokenOff;
    }

    private readonly Given[] given = new Given[layout.TransmitEntries];
    private readonly int piecesOfAFrame = options.SplitsFrames ? 2 : 1;
    private readonly int entriesOfAFrame = (options.SplitsFrames ? 2 : 1) * (options.BreaksFramesOff ? 2 : 1);
    private int oldest, entriesInHand;

    /// <summary>Frames that the chip has and that are not out.</summary>
    public int FramesInHand => (entriesInHand + entriesOfAFrame - 1) / entriesOfAFrame;

    public bool HasRoom => entriesInHand + entriesOfAFrame <= given.Length;

    /// <summary>When the oldest frame has taken too long.</summary>
    public long DeadlineNs { get; private set; } = long.MaxValue;

    /// <summary>All entries are the driver's, and the chip begins at the first.</summary>
    public void Forget()
    {
        oldest = entriesInHand = 0;
        DeadlineNs = long.MaxValue;
        for (var entry = 0; entry < given.Length; entry++)
            chip.Clear(layout.TransmitRing, entry);
    }

    /// <summary>Gives a frame to the chip. The entry where it begins comes last, so that the chip never finds half a frame.</summary>
    public void Give(ReadOnlySpan<byte> frame, uint tag)
    {
        if (options.SplitsFrames)
            Give(1, frame[(frame.Length / 2)..], End, new Given { Length = frame.Length, Tag = tag, EndsFrame = true });
        Give(0, options.SplitsFrames ? frame[..(frame.Length / 2)] : frame, options.SplitsFrames ? Begin : (ushort)(Begin | End), new Given { Length = frame.Length, Tag = tag, EndsFrame = !options.SplitsFrames });
        Take(piecesOfAFrame);
    }

    /// <summary>Gives the first or the other half of a frame that is not to go out.</summary>
    public void GiveHalf(ReadOnlySpan<byte> frame, bool isEnd)
    {
        var half = frame.Length / 2;
        Give(0, isEnd ? frame[half..] : frame[..half], isEnd ? End : Begin, new Given { IsBrokenOff = true });
        Take(1);
    }

    /// <summary>Reports the frames that are out.</summary>
    /// <returns>False if the chip could not read one.</returns>
    public bool Reap(IFrameEvents events)
    {
        var isSound = true;
        while (entriesInHand > 0)
        {
            var entry = chip.Entry(layout.TransmitRing, oldest);
            if (!entry.IsOurs)
                break;
            isSound &= (entry.Status & Error) == 0 || given[oldest].IsBrokenOff;
            if (isSound && given[oldest].EndsFrame)
                events.Sent(given[oldest].Tag, given[oldest].Length);
            oldest = (oldest + 1) % given.Length;
            entriesInHand--;
            SetDeadline();
        }
        return isSound;
    }

    private void Give(int behind, ReadOnlySpan<byte> piece, ushort status, Given what)
    {
        var entry = (oldest + entriesInHand + behind) % given.Length;
        given[entry] = what;
        chip.Memory.Write(layout.TransmitBuffer(entry), piece);
        chip.Give(layout.TransmitRing, entry, new PcnetDescriptor(layout.TransmitBuffer(entry), piece.Length, (ushort)(Own | status)));
    }

    private void Take(int entries)
    {
        entriesInHand += entries;
        if (entriesInHand == entries)
            SetDeadline();
    }

    private void SetDeadline() => DeadlineNs = entriesInHand == 0 ? long.MaxValue : chip.Io.NowNs + options.TransmitTimeoutNs;
}
