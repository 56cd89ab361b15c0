using System.Runtime.CompilerServices;
using Passthrough.Guests.Workloads;
using static Passthrough.Nics.Rtl8139.Rtl8139Registers;

namespace Passthrough.Nics.Rtl8139;

/// <summary>The four transmit slots of C mode, taken in turn: the card itself goes round, and begins at the first after a reset (data sheet, TSD).</summary>
internal sealed class Rtl8139Slots(Rtl8139Card card, Rtl8139DriverOptions options) : IRtl8139Transmitter
{
    private const int Slots = 4, BufferBytes = 1536;

    private readonly SendWindow window = new(Slots);
    private ulong buffers;

    public bool HasRoom => window.HasRoom;

    public int FramesInHand => window.Count;

    public long DeadlineNs => window.DeadlineNs;

    public async ValueTask SetUpAsync()
    {
        window.Clear();
        if (buffers == 0)
            buffers = card.Memory.Allot(Slots * BufferBytes);
        for (var slot = 0; slot < Slots; slot++)
            await card.Out32(Tsad0 + 4 * (uint)slot, (uint)BufferOf(slot));
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask SendAsync(ReadOnlyMemory<byte> frame, uint tag)
    {
        var slot = window.Next;
        card.Memory.Write(BufferOf(slot), frame.Span);
        window.Add(tag, frame.Length, card.Io.NowNs + options.TransmitTimeoutNs);
        await card.Out32(Tsd0 + 4 * (uint)slot, EarlyThreshold | (uint)frame.Length);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<bool> FinishAsync(IFrameEvents events)
    {
        while (window.Count > 0)
        {
            var status = (uint)await card.In32(Tsd0 + 4 * (uint)window.Oldest);
            if ((status & SlotOwned) == 0)
                return true;
            if ((status & SlotSent) == 0)
                return false;
            var (tag, length) = window.Take();
            events.Sent(tag, length);
        }
        return true;
    }

    private ulong BufferOf(int slot) => buffers + (ulong)(slot * BufferBytes);
}
