using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using Passthrough.Devices.Simulated;
using Passthrough.Guests.Workloads;
using Passthrough.Peers;

namespace Passthrough.Nics.Ne2000;

/// <summary>The receive ring as a driver reads it: frame after frame, until it comes to where the NIC writes (data sheet, 7.0).</summary>
/// <remarks>
/// Where it stands it reads from BNRY, and where the NIC stands from CURR: the card remembers, the driver does not. A frame is believed
/// if its status, its length and the page of the next one agree; if they do not, nothing behind it can be found.
/// </remarks>
internal sealed class Ne2000Ring(Ne2000Card card, Ne2000DriverOptions options)
{
    private const int HeaderBytes = 4, CheckSequenceBytes = 4, PageBytes = 256;

    private readonly byte[] header = new byte[HeaderBytes];
    private readonly byte[] frame = new byte[WorkloadFrame.MostBytes + sizeof(uint)]; // and what rounds up the longest to whole accesses
    private readonly int ringPages = options.EndOfRing - options.FirstRingPage;

    /// <summary>What BNRY holds in an empty ring.</summary>
    public byte Boundary { get; private set; }

    /// <summary>The ring is empty, and starts over at its first page.</summary>
    public void Forget() => Boundary = BoundaryOf(options.FirstRingPage);

    /// <summary>Takes all frames.</summary>
    /// <returns>False if the ring makes no sense.</returns>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<bool> DrainAsync(IFrameEvents events)
    {
        for (;;)
        {
            await card.Out(Port.Cr, Command.RunOnPage1);
            var current = (byte)await card.In(Port.Curr);
            await card.Out(Port.Cr, Command.Run);
            var page = PageBehind((byte)await card.In(Port.Bnry));
            if (current < options.FirstRingPage || current >= options.EndOfRing || page < options.FirstRingPage || page >= options.EndOfRing)
                return false;
            if (page == current)
                return true;
            for (var pages = 0; page != current; pages++)
            {
                var next = await TakeAsync(page, events);
                if (next < 0 || pages == ringPages)
                    return false;
                page = (byte)next;
            }
        }
    }

    /// <summary>Takes one frame and gives its pages back.</summary>
    /// <returns>The page of the next; -1 if this is none.</returns>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<int> TakeAsync(byte page, IFrameEvents events)
    {
        await card.DownloadAsync(page << 8, header);
        var (status, next) = (header[0], header[1]);
        var length = BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(2)) - CheckSequenceBytes;
        if ((status & Rsr.Prx) == 0 || length is < WorkloadFrame.LeastBytes or > WorkloadFrame.MostBytes || next != PageBehind(page, length))
            return -1;
        var whole = (length + options.TransferBytes - 1) / options.TransferBytes * options.TransferBytes;
        await card.DownloadAsync((page << 8) + HeaderBytes, frame.AsMemory(0, whole));
        Boundary = BoundaryOf(next);
        await card.Out(Port.Bnry, Boundary);
        events.Received(frame.AsSpan(0, length));
        return next;
    }

    private byte BoundaryOf(byte next) =>
        options.Boundary == BoundaryConvention.AtNext ? next
        : next == options.FirstRingPage ? (byte)(options.EndOfRing - 1)
        : (byte)(next - 1);

    private byte PageBehind(byte boundary)
    {
        if (options.Boundary == BoundaryConvention.AtNext)
            return boundary;
        var next = (byte)(boundary + 1);
        return next == options.EndOfRing ? options.FirstRingPage : next;
    }

    private int PageBehind(byte page, int length)
    {
        var next = page + (HeaderBytes + length + CheckSequenceBytes + PageBytes - 1) / PageBytes;
        return next < options.EndOfRing ? next : next - ringPages;
    }
}
