using System.Runtime.CompilerServices;
using Passthrough.Devices.Simulated;
using Passthrough.Guests.Workloads;

namespace Passthrough.Nics.Ne2000;

/// <summary>The transmit buffers of a driver: frames are loaded into them in turn, and sent in the order in which they were loaded.</summary>
internal sealed class Ne2000Transmitter(Ne2000Card card, Ne2000DriverOptions options)
{
    private struct Loaded
    {
        public int Length;
        public uint Tag;
    }

    private readonly Loaded[] buffers = new Loaded[options.TransmitBuffers];
    private readonly byte[] image = new byte[Ne2000DriverOptions.PagesOfABuffer * 256];
    private int oldest;

    /// <summary>Frames that are loaded and not out.</summary>
    public int FramesInHand { get; private set; }

    public bool HasRoom => FramesInHand < buffers.Length;

    /// <summary>Whether the oldest frame was commanded to be sent, and nothing was heard of it yet.</summary>
    public bool IsBusy { get; private set; }

    /// <summary>Whether a frame was sent since the start, so that TSR describes one.</summary>
    public bool HasSent { get; private set; }

    /// <summary>When the frame on its way has taken too long.</summary>
    public long DeadlineNs { get; private set; } = long.MaxValue;

    /// <summary>The page that was written to TPSR last.</summary>
    public byte Page { get; private set; }

    /// <summary>Forgets everything: the card was restarted.</summary>
    public void Forget()
    {
        FramesInHand = 0;
        IsBusy = HasSent = false;
        DeadlineNs = long.MaxValue;
        Page = PageOf(oldest);
    }

    /// <summary>Loads a frame, and sends it if none is on its way.</summary>
    /// <returns>False if the card did not take it.</returns>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<bool> LoadAsync(ReadOnlyMemory<byte> frame, uint tag)
    {
        var buffer = (oldest + FramesInHand) % buffers.Length;
        buffers[buffer] = new Loaded { Length = frame.Length, Tag = tag };
        frame.CopyTo(image);
        var whole = (frame.Length + options.TransferBytes - 1) / options.TransferBytes * options.TransferBytes;
        image.AsSpan(frame.Length, whole - frame.Length).Clear();
        if (!await card.UploadAsync(PageOf(buffer) << 8, image.AsMemory(0, whole)))
            return false;
        FramesInHand++;
        if (!IsBusy)
            await SendOldestAsync();
        return true;
    }

    /// <summary>The frame on its way has come to its end; the next goes out.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask FinishAsync(IFrameEvents events)
    {
        var wasSent = (await card.In(Port.Tsr) & Tsr.Ptx) != 0; // if not, the NIC gave up after 16 collisions, and so do we
        var (length, tag) = (buffers[oldest].Length, buffers[oldest].Tag);
        oldest = (oldest + 1) % buffers.Length;
        FramesInHand--;
        IsBusy = false;
        HasSent = wasSent;
        DeadlineNs = long.MaxValue;
        if (wasSent)
            events.Sent(tag, length);
        if (FramesInHand > 0)
            await SendOldestAsync();
    }

    /// <summary>Commands the frame on its way once more; it lies in the card as before.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask SendAgainAsync()
    {
        await card.Out(Port.Cr, Command.Transmit);
        DeadlineNs = card.Io.NowNs + options.TransmitTimeoutNs;
    }

    /// <summary>Sends a frame that is not reported; nothing may be in hand. Its length must be a multiple of an access.</summary>
    /// <returns>False if the card did not take it.</returns>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<bool> SendForNobodyAsync(Memory<byte> frame)
    {
        if (!await card.UploadAsync(PageOf(oldest) << 8, frame))
            return false;
        await PointAsync(frame.Length);
        await card.Out(Port.Cr, Command.Transmit);
        return true;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask SendOldestAsync()
    {
        await PointAsync(buffers[oldest].Length);
        IsBusy = true;
        DeadlineNs = card.Io.NowNs + options.TransmitTimeoutNs;
        await card.Out(Port.Cr, Command.Transmit);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask PointAsync(int length)
    {
        Page = PageOf(oldest);
        await card.Out(Port.Tbcr0, (byte)length);
        await card.Out(Port.Tbcr1, (byte)(length >> 8));
        await card.Out(Port.Tpsr, Page);
    }

    private byte PageOf(int buffer) => (byte)(options.FirstTransmitPage + buffer * Ne2000DriverOptions.PagesOfABuffer);
}
