using Passthrough.Guests.Workloads;
using Passthrough.Peers;
using static Passthrough.Nics.Pcnet.PcnetRegisters;

namespace Passthrough.Nics.Pcnet;

/// <summary>The receive ring: the chip fills its entries in order, and a frame may take several of them.</summary>
internal sealed class PcnetReceiveRing(PcnetChip chip, PcnetLayout layout, PcnetDriverOptions options)
{
    private const int CheckSequenceBytes = 4;

    private readonly byte[] frame = new byte[PcnetLayout.MostFrameBytes];
    private int next, length;

    /// <summary>All entries are the chip's, which begins at the first.</summary>
    public void Forget()
    {
        next = length = 0;
        for (var entry = 0; entry < layout.ReceiveEntries; entry++)
            GiveBack(entry);
    }

    /// <summary>Takes what has come, and gives the entries back.</summary>
    /// <returns>False if the ring makes no sense.</returns>
    public bool Drain(IFrameEvents events)
    {
        for (var entries = 0; entries < layout.ReceiveEntries; entries++)
        {
            var entry = chip.Entry(layout.ReceiveRing, next);
            if (entry.IsOurs && !Take(entry, events))
                return false;
            if (!entry.IsOurs)
                return true;
            GiveBack(next);
            next = (next + 1) % layout.ReceiveEntries;
        }
        return true;
    }

    /// <summary>Takes an entry. A frame that failed on the wire is left out; its entries are the driver's all the same.</summary>
    private bool Take(PcnetDescriptor entry, IFrameEvents events)
    {
        if ((entry.Status & Begin) != 0)
            length = 0;
        if ((entry.Status & Error) != 0)
            return true;
        var isLast = (entry.Status & End) != 0;
        var bytes = (isLast ? entry.Received - CheckSequenceBytes : length + entry.Bytes) - length;
        if (isLast && entry.Received is < WorkloadFrame.LeastBytes + CheckSequenceBytes or > WorkloadFrame.MostBytes + CheckSequenceBytes || length + bytes > frame.Length)
            return false;
        if (bytes > 0) // else the entry holds the end of the check sequence and nothing else
            chip.Memory.Read(layout.ReceiveBuffer(next), frame.AsSpan(length, bytes));
        length += bytes;
        if (isLast)
            events.Received(frame.AsSpan(0, length));
        return true;
    }

    private void GiveBack(int entry) =>
        chip.Give(layout.ReceiveRing, entry, new PcnetDescriptor(layout.ReceiveBuffer(entry), options.ReceiveBufferBytes, Own));
}
