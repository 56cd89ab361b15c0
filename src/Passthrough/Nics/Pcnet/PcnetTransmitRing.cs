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
    }

    private readonly Given[] given = new Given[layout.TransmitEntries];
    private readonly int entriesOfAFrame = options.SplitsFrames ? 2 : 1;
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
        var first = (oldest + entriesInHand) % given.Length;
        var split = options.SplitsFrames ? frame.Length / 2 : frame.Length;
        if (options.SplitsFrames)
            Give((first + 1) % given.Length, frame[split..], End, new Given { Length = frame.Length, Tag = tag, EndsFrame = true });
        Give(first, frame[..split], options.SplitsFrames ? Begin : (ushort)(Begin | End), new Given { Length = frame.Length, Tag = tag, EndsFrame = !options.SplitsFrames });
        entriesInHand += entriesOfAFrame;
        if (entriesInHand == entriesOfAFrame)
            SetDeadline();
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
            isSound &= (entry.Status & Error) == 0;
            if (isSound && given[oldest].EndsFrame)
                events.Sent(given[oldest].Tag, given[oldest].Length);
            oldest = (oldest + 1) % given.Length;
            entriesInHand--;
            SetDeadline();
        }
        return isSound;
    }

    private void Give(int entry, ReadOnlySpan<byte> piece, ushort status, Given what)
    {
        given[entry] = what;
        chip.Memory.Write(layout.TransmitBuffer(entry), piece);
        chip.Give(layout.TransmitRing, entry, new PcnetDescriptor(layout.TransmitBuffer(entry), piece.Length, (ushort)(Own | status)));
    }

    private void SetDeadline() => DeadlineNs = entriesInHand == 0 ? long.MaxValue : chip.Io.NowNs + options.TransmitTimeoutNs;
}
