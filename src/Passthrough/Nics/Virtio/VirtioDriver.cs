using System.Runtime.CompilerServices;
using Passthrough.Guests.Scripted;
using Passthrough.Guests.Workloads;

namespace Passthrough.Nics.Virtio;

/// <summary>A driver of the virtio network device for scripted guests, written from the standard; how it goes about it is in its options.</summary>
/// <remarks>
/// What became of frames it learns from its queues in memory, and from the causes only that it should look. Interrupts are taken where it waits and
/// nowhere else, so that what it does depends on what its device says and not on when.
/// </remarks>
internal sealed class VirtioDriver : ScriptedDriver
{
    private readonly VirtioDriverOptions options;
    private readonly byte[] address = new byte[6];
    private readonly VirtioChip chip = new();
    private readonly VirtioTransmitQueue transmitQueue;
    private readonly VirtioReceiveQueue receiveQueue;
    private readonly VirtioStartup startup;
    private int framesSinceReading, framesSinceRestart;

    /// <summary>A driver that has not started.</summary>
    /// <param name="options">How it goes about it.</param>
    /// <exception cref="ArgumentException">The options make no sense; <see cref="VirtioDriverOptions.Problem"/> says why.</exception>
    public VirtioDriver(VirtioDriverOptions options)
        : base(options)
    {
        this.options = options;
        transmitQueue = new VirtioTransmitQueue(chip, options);
        receiveQueue = new VirtioReceiveQueue(chip, options);
        startup = new VirtioStartup(chip, transmitQueue, receiveQueue, address, options);
    }

    /// <inheritdoc/>
    public override ReadOnlyMemory<byte> StationAddress => address;

    /// <inheritdoc/>
    public override bool HasRoom => transmitQueue.HasRoom;

    /// <inheritdoc/>
    public override int FramesInHand => transmitQueue.FramesInHand;

    /// <inheritdoc/>
    protected override DriverDevice Device => chip;

    /// <inheritdoc/>
    protected override long DeadlineNs => transmitQueue.DeadlineNs;

    /// <inheritdoc/>
    protected override ValueTask BeginAsync() => startup.StartAsync();

    /// <inheritdoc/>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public override async ValueTask SendAsync(ReadOnlyMemory<byte> frame, uint tag)
    {
        if (transmitQueue.FramesInHand == 0 && FrameCount.IsDue(ref framesSinceRestart, options.RestartsEvery))
            await startup.StartAsync();
        if (transmitQueue.FramesInHand == 0 && FrameCount.IsDue(ref framesSinceReading, options.ReadsBackEvery))
            await startup.CompareAsync();
        chip.Io.Activity = "sending a frame";
        await transmitQueue.SendAsync(frame.Span, tag);
    }

    /// <inheritdoc/>
    public override async ValueTask StopAsync()
    {
        chip.Io.Activity = "stopping its device";
        await startup.StopAsync();
    }

    /// <inheritdoc/>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    protected override async ValueTask TakeCausesAsync()
    {
        if (chip.Io.InterruptLine)
        {
            chip.Io.Activity = "serving an interrupt";
            await chip.Read(VirtioRegisters.Isr, 1); // which makes the line low
        }
        if (!transmitQueue.Reap(Events) || !receiveQueue.Drain(Events, out var hasGiven))
            await StartAnewAsync("its queues made no sense");
        else if (hasGiven)
            await receiveQueue.Queue.Ring();
    }
}
