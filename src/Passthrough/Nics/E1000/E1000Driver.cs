using System.Runtime.CompilerServices;
using Passthrough.Devices;
using Passthrough.Guests.Scripted;
using Passthrough.Guests.Workloads;

namespace Passthrough.Nics.E1000;

/// <summary>A driver of Intel's 8254x for scripted guests, written from Intel's manual; how it goes about it is in its options.</summary>
/// <remarks>
/// What became of frames it learns from its rings in memory, and from ICR only that it should look. Interrupts are taken where it waits
/// and nowhere else, so that what it does depends on what its device says and not on when.
/// </remarks>
internal sealed class E1000Driver : IScriptedDriver
{
    private readonly E1000DriverOptions options;
    private readonly RecoveryCount recoveries;
    private readonly byte[] address;
    private readonly E1000Nic nic = new();
    private readonly E1000Transmitter transmitter;
    private readonly E1000Receiver receiver;
    private readonly E1000Startup startup;
    private IFrameEvents? events;
    private readonly E1000ReadingBack readingBack;
    private int framesSinceRestart, framesSinceReadingBack;

    /// <summary>A driver that has not started.</summary>
    /// <param name="options">How it goes about it.</param>
    /// <param name="number">The guest's number.</param>
    /// <exception cref="ArgumentException">The options make no sense; <see cref="E1000DriverOptions.Problem"/> says why.</exception>
    public E1000Driver(E1000DriverOptions options, ushort number)
    {
        if (options.Problem is { } problem)
            throw new ArgumentException(problem, nameof(options));
        this.options = options;
        recoveries = new RecoveryCount(options.MostRecoveries);
        address = options.StationAddress is { } given ? [.. given] : UsualAddress.Of(number);
        transmitter = new E1000Transmitter(nic, options);
        receiver = new E1000Receiver(nic, options);
        startup = new E1000Startup(nic, transmitter, receiver, address, options);
        readingBack = new E1000ReadingBack(nic);
    }

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> StationAddress => address;

    /// <inheritdoc/>
    public bool HasRoom => transmitter.HasRoom;

    /// <inheritdoc/>
    public int FramesInHand => transmitter.FramesInHand;

    /// <inheritdoc/>
    public long Interrupts { get; private set; }

    /// <inheritdoc/>
    public long Recoveries => recoveries.Count;

    /// <summary>Asks for a DMA outside of its memory by an entry of its transmit ring.</summary>
    public async ValueTask EscapeByEntryAsync(GuestIo io)
    {
        io.Activity = "sending from memory that is not its own";
        await transmitter.EscapeAsync();
    }

    private IFrameEvents Events => events ?? throw new InvalidOperationException("the driver was not started");

    /// <inheritdoc/>
    public async ValueTask StartAsync(GuestIo io, IFrameEvents events)
    {
        this.events = events;
        if (nic.Use(io))
        {
            transmitter.Allot();
            receiver.Allot();
        }
        await startup.ProbeAsync();
        await startup.StartAsync();
    }

    /// <inheritdoc/>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask SendAsync(ReadOnlyMemory<byte> frame, uint tag)
    {
        nic.Io.Activity = "giving a frame to its NIC";
        if (options.RestartsEvery > 0 && ++framesSinceRestart >= options.RestartsEvery && transmitter.FramesInHand == 0)
        {
            framesSinceRestart = 0;
            await StartAsync(nic.Io, Events);
        }
        if (options.ReadsBackEvery > 0 && ++framesSinceReadingBack >= options.ReadsBackEvery && transmitter.FramesInHand == 0)
        {
            framesSinceReadingBack = 0;
            await readingBack.RunAsync();
        }
        await transmitter.SendAsync(frame, tag);
    }

    /// <inheritdoc/>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask ServeAsync(long untilNs)
    {
        var io = nic.Io;
        io.Activity = "waiting";
        untilNs = Math.Min(untilNs, transmitter.DeadlineNs);
        await io.Wait(options.IsPolled ? Math.Min(untilNs, io.NowNs + options.PollNs) : untilNs);
        var isInterrupted = io.InterruptLine;
        if (isInterrupted)
        {
            Interrupts++;
            io.Activity = "serving an interrupt";
            await nic.In(E1000Register.Icr); // which makes the line low
        }
        if (isInterrupted || options.IsPolled)
        {
            transmitter.Reap(Events);
            await receiver.DrainAsync(Events);
        }
        if (io.NowNs >= transmitter.DeadlineNs)
            await StartAnewAsync("a frame did not go out in time");
    }

    /// <inheritdoc/>
    public ValueTask StopAsync()
    {
        nic.Io.Activity = "stopping its NIC";
        return startup.StopAsync();
    }

    /// <inheritdoc/>
    public void TakeMachineCheck() => recoveries.Add("the device failed under it");

    /// <summary>Frames that were in hand are lost; the code that waits for replies to them notices.</summary>
    private ValueTask StartAnewAsync(string why)
    {
        recoveries.Add(why);
        return StartAsync(nic.Io, Events);
    }
}
