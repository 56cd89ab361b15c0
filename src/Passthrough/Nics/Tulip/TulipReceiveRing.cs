using Passthrough.Guests.Workloads;
using Passthrough.Peers;
using static Passthrough.Nics.Tulip.TulipRegisters;

namespace Passthrough.Nics.Tulip;

/// <summary>The receive ring: the chip fills its entries in order, and a frame may take several of them.</summary>
internal sealed class TulipReceiveRing(TulipChip chip, TulipDriverOptions options)
{
    /// <summary>The longest frame with its check sequence, rounded up to a whole number of lines of a cache.</summary>
    public const int MostFrameBytes = 1536;

    private const int CheckSequenceBytes = 4;

    private readonly byte[] frame = new byte[MostFrameBytes];
    private ulong buffers;
    private int next, length;

    /// <summary>Where it lies.</summary>
    public ulong Start { get; private set; }

    /// <summary>All entries are the chip's, which begins at the first.</summary>
    public void Forget()
    {
        if (Start == 0)
            (Start, buffers) = (chip.Memory.Allot(options.ReceiveEntries * EntryBytes), chip.Memory.Allot(options.ReceiveEntries * options.ReceiveBufferBytes));
        next = length = 0;
        for (var entry = 0; entry < options.ReceiveEntries; entry++)
            GiveBack(entry);
    }

    /// <summary>Takes what has come, and gives the entries back.</summary>
    /// <returns>False if the ring makes no sense.</returns>
    public bool Drain(IFrameEvents events)
    {
        for (var entries = 0; entries < options.ReceiveEntries; entries++)
        {
            var status = chip.StatusOf(Start, next);
            if ((status & Own) != 0)
                return true;
            if (!Take(status, events))
                return false;
            GiveBack(next);
            next = (next + 1) % options.ReceiveEntries;
        }
        return true;
    }

    /// <summary>Takes an entry. A frame that failed on the wire is left out; its entries are the driver's all the same.</summary>
    private bool Take(uint status, IFrameEvents events)
    {
        if ((status & ReceivedFirst) != 0)
            length = 0;
        if ((status & Error) != 0)
            return true;
        var isLast = (status & ReceivedLast) != 0;
        var whole = (int)(status >> LengthShift) & LengthMask;
        var bytes = isLast ? whole - CheckSequenceBytes - length : options.ReceiveBufferBytes;
        if (isLast && whole is < WorkloadFrame.LeastBytes + CheckSequenceBytes or > WorkloadFrame.MostBytes + CheckSequenceBytes || length + bytes > frame.Length)
            return false;
        if (bytes > 0) // else the entry holds the end of the check sequence and nothing else
            chip.Memory.Read(BufferOf(next), frame.AsSpan(length, bytes));
        length += bytes;
        if (isLast)
            events.Received(frame.AsSpan(0, length));
        return true;
    }

    private void GiveBack(int entry) =>
        chip.Put(Start, entry, Own, (entry == options.ReceiveEntries - 1 ? EndOfRing : 0) | (uint)options.ReceiveBufferBytes, BufferOf(entry));

    private ulong BufferOf(int entry) => buffers + (ulong)(entry * options.ReceiveBufferBytes);
}
