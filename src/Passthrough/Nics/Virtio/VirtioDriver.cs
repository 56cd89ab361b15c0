using System.Runtime.CompilerServices;
using Passthrough.Guests.Scripted;
using Passthrough.Guests.Workloads;

namespace Passthrough.Nics.Virtio;

/// <summary>A driver of the virtio network device for scripted guests, written from the standard; how it goes about it is in its options.</summary>
/// <remarks>
/// What became of frames it learns from its queues in memory, and from the causes only that it should look. Interrupts are taken where it waits and
/// nowhere else, so that what it does depends on what its device says and not on when.
/// </remarks>
internal sealed class VirtioDriver : IScriptedDriver
{
    private readonly VirtioDriverOptions options;
    private readonly RecoveryCount recoveries;
    private readonly byte[] address = new byte[6];
    private readonly VirtioChip chip = new();
    private readonly VirtioTransmitQueue transmitQueue;
    private readonly VirtioReceiveQueue receiveQueue;
    private readonly VirtioStartup startup;
    private IFrameEvents? events;
    private int framesSinceReading, framesSinceRestart;

    /// <summary>A driver that has not started.</summary>
    /// <param name="options">How it goes about it.</param>
    /// <exception cref="ArgumentException">The options make no sense; <see cref="VirtioDriverOptions.Problem"/> says why.</exception>
    public VirtioDriver(VirtioDriverOptions options)
    {
        if (options.Problem is { } problem)
            throw new ArgumentException(problem, nameof(options));
        this.options = options;
        recoveries = new RecoveryCount(options.MostRecoveries);
        transmitQueue = new VirtioTransmitQueue(chip, options);
        receiveQueue = new VirtioReceiveQueue(chip, options);
        startup = new VirtioStartup(chip, transmitQueue, receiveQueue, address, options);
    }

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> StationAddress => address;

    /// <inheritdoc/>
    public bool HasRoom => transmitQueue.HasRoom;

    /// <inheritdoc/>
    public int FramesInHand => transmitQueue.FramesInHand;

    /// <inheritdoc/>
    public long Interrupts { get; private set; }

    /// <inheritdoc/>
    public long Recoveries => recoveries.Count;

    private IFrameEvents Events => events ?? throw new InvalidOperationException("the driver was not started");

    /// <inheritdoc/>
    public async ValueTask StartAsync(GuestIo io, IFrameEvents events)
    {
        chip.Use(io);
        this.events = events;
        await startup.StartAsync();
    }

    /// <inheritdoc/>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask SendAsync(ReadOnlyMemory<byte> frame, uint tag)
    {
        if (transmitQueue.FramesInHand == 0 && FrameCount.IsDue(ref framesSinceRestart, options.RestartsEvery))
            await startup.StartAsync();
        if (transmitQueue.FramesInHand == 0 && FrameCount.IsDue(ref framesSinceReading, options.ReadsBackEvery))
            await startup.CompareAsync();
        chip.Io.Activity = "sending a frame";
        await transmitQueue.SendAsync(frame.Span, tag);
    }

    /// <inheritdoc/>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask ServeAsync(long untilNs)
    {
        var io = chip.Io;
        io.Activity = "waiting";
        untilNs = Math.Min(untilNs, transmitQueue.DeadlineNs);
        await io.Wait(options.IsPolled ? Math.Min(untilNs, io.NowNs + options.PollNs) : untilNs);
        var isInterrupted = io.InterruptLine;
        if (isInterrupted)
        {
            Interrupts++;
            io.Activity = "serving an interrupt";
            await chip.Read(VirtioRegisters.Isr, 1); // which makes the line low
        }
        if (isInterrupted || options.IsPolled)
            await LookAsync();
        if (io.NowNs >= transmitQueue.DeadlineNs)
            await StartAnewAsync("a frame did not go out in time");
    }

    /// <inheritdoc/>
    public async ValueTask StopAsync()
    {
        chip.Io.Activity = "stopping its device";
        await startup.StopAsync();
    }

    /// <inheritdoc/>
    public void TakeMachineCheck() => recoveries.Add("the device failed under it");

    /// <summary>Takes what came back.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask LookAsync()
    {
        if (!transmitQueue.Reap(Events) || !receiveQueue.Drain(Events, out var hasGiven))
            await StartAnewAsync("its queues made no sense");
        else if (hasGiven)
            await receiveQueue.Queue.Ring();
    }

    /// <summary>Frames that were in hand are lost; the code that waits for replies to them notices.</summary>
    private ValueTask StartAnewAsync(string why)
    {
        recoveries.Add(why);
        return StartAsync(chip.Io, Events);
    }
}
