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

    public bool HasRoom => window.Count + (options.GivesPartsApart ? 2 : 1) <= options.Entries;

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
        var first = options.GivesPartsApart ? frame.Length / 2 : 0;
        if (options.GivesPartsApart)
        {
            await card.Out16(Imr, 0); // TOK comes with each piece
            await GiveAsync(frame[..first], FirstPart, default, 0);
            await card.In16(CpCmd);
        }
        await GiveAsync(frame[first..], options.GivesPartsApart ? LastPart : FirstPart | LastPart, tag, frame.Length);
        if (options.GivesPartsApart)
            await card.Out16(Imr, card.Mask);
    }

    public ValueTask<bool> FinishAsync(IFrameEvents events)
    {
        while (window.Count > 0 && (card.Memory.Read32(EntryAt(window.Oldest)) & EntryOwned) == 0)
        {
            var (tag, length) = window.Take();
            if (length > 0)
                events.Sent(tag, length);
        }
        return ValueTask.FromResult(true);
    }

    /// <summary>Gives an entry to the card; what begins a frame and does not end it counts no bytes.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask GiveAsync(ReadOnlyMemory<byte> piece, uint parts, uint tag, int frameBytes)
    {
        var entry = window.Next;
        var buffer = buffers + (ulong)(entry * BufferBytes);
        card.Memory.Write(buffer, piece.Span);
        card.Memory.Write64(EntryAt(entry) + 8, buffer);
        card.Memory.Write32(EntryAt(entry) + 4, 0);
        card.Memory.Write32(EntryAt(entry), EntryOwned | parts | (entry == options.Entries - 1 ? EndOfRing : 0) | (uint)piece.Length);
        window.Add(tag, frameBytes, card.Io.NowNs + options.TransmitTimeoutNs);
        await card.Out8(TpPoll, Poll);
    }

    private ulong EntryAt(int entry) => ring + (ulong)(entry * EntryBytes);
}
