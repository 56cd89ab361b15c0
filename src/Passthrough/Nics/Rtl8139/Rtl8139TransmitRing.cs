using System.Runtime.CompilerServices;
using Passthrough.Guests.Workloads;
using static Passthrough.Nics.Rtl8139.Rtl8139Registers;

namespace Passthrough.Nics.Rtl8139;

/// <summary>The transmit ring of C+ mode: one entry for each frame, given away by its ownership bit (data sheet of the RTL8139C+, Tx Descriptor).</summary>
internal sealed class Rtl8139TransmitRing(Rtl8139Card card, Rtl8139DriverOptions options) : IRtl8139Transmitter
{
    private const int EntryBytes = 16, BufferBytes = 1536, Alignment = 256;

    private readonly SendWindow window = new(options.Entries);
    private ulong ring, buffers;

    public bool HasRoom => window.HasRoom;

    public int FramesInHand => window.Count;

    public long DeadlineNs => window.DeadlineNs;

    public async ValueTask SetUpAsync()
    {
        window.Clear();
        if (ring == 0)
            (ring, buffers) = (card.Memory.Allot(options.Entries * EntryBytes, Alignment), card.Memory.Allot(options.Entries * BufferBytes));
        for (var entry = 0; entry < options.Entries; entry++)
            card.Memory.Write32(EntryAt(entry), 0);
        await card.OutAddress(Thpds, 0);
        await card.OutAddress(Tnpds, ring);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask SendAsync(ReadOnlyMemory<byte> frame, uint tag)
    {
        var entry = window.Next;
        var buffer = buffers + (ulong)(entry * BufferBytes);
        card.Memory.Write(buffer, frame.Span);
        card.Memory.Write64(EntryAt(entry) + 8, buffer);
        card.Memory.Write32(EntryAt(entry) + 4, 0);
        card.Memory.Write32(EntryAt(entry), EntryOwned | FirstPart | LastPart | (entry == options.Entries - 1 ? EndOfRing : 0) | (uint)frame.Length);
        window.Add(tag, frame.Length, card.Io.NowNs + options.TransmitTimeoutNs);
        await card.Out8(TpPoll, Poll);
    }

    public ValueTask<bool> FinishAsync(IFrameEvents events)
    {
        while (window.Count > 0 && (card.Memory.Read32(EntryAt(window.Oldest)) & EntryOwned) == 0)
        {
            var (tag, length) = window.Take();
            events.Sent(tag, length);
        }
        return ValueTask.FromResult(true);
    }

    private ulong EntryAt(int entry) => ring + (ulong)(entry * EntryBytes);
}
