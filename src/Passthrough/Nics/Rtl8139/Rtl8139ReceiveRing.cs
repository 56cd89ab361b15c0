using Passthrough.Guests.Workloads;
using Passthrough.Peers;
using static Passthrough.Nics.Rtl8139.Rtl8139Registers;

namespace Passthrough.Nics.Rtl8139;

/// <summary>The receive ring of C+ mode: every entry names a buffer for a whole frame (data sheet of the RTL8139C+, Rx Descriptor).</summary>
internal sealed class Rtl8139ReceiveRing(Rtl8139Card card, Rtl8139DriverOptions options) : IRtl8139Receiver
{
    private const int EntryBytes = 16, BufferBytes = 1536, Alignment = 256, CheckSequenceBytes = 4;
    private const uint LengthMask = 0x1fff;

    private readonly byte[] frame = new byte[WorkloadFrame.MostBytes];
    private ulong ring, buffers;
    private int next;

    public uint Setup => 0;

    public async ValueTask SetUpAsync()
    {
        next = 0;
        if (ring == 0)
            (ring, buffers) = (card.Memory.Allot(options.Entries * EntryBytes, Alignment), card.Memory.Allot(options.Entries * BufferBytes));
        for (var entry = 0; entry < options.Entries; entry++)
            Give(entry);
        await card.OutAddress(Rdsar, ring);
    }

    public ValueTask<bool> DrainAsync(IFrameEvents events)
    {
        for (var status = card.Memory.Read32(EntryAt(next)); (status & EntryOwned) == 0; status = card.Memory.Read32(EntryAt(next)))
        {
            var length = (int)(status & LengthMask) - CheckSequenceBytes;
            if ((status & (FirstPart | LastPart | EntryError)) != (FirstPart | LastPart) || length is < WorkloadFrame.LeastBytes or > WorkloadFrame.MostBytes)
                return ValueTask.FromResult(false);
            card.Memory.Read(BufferOf(next), frame.AsSpan(0, length));
            Give(next);
            next = (next + 1) % options.Entries;
            events.Received(frame.AsSpan(0, length));
        }
        return ValueTask.FromResult(true);
    }

    /// <summary>Gives an entry to the card; the word with the ownership bit last.</summary>
    private void Give(int entry)
    {
        card.Memory.Write64(EntryAt(entry) + 8, BufferOf(entry));
        card.Memory.Write32(EntryAt(entry) + 4, 0);
        card.Memory.Write32(EntryAt(entry), EntryOwned | (entry == options.Entries - 1 ? EndOfRing : 0) | BufferBytes);
    }

    private ulong EntryAt(int entry) => ring + (ulong)(entry * EntryBytes);

    private ulong BufferOf(int entry) => buffers + (ulong)(entry * BufferBytes);
}
