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
internal sealed class E1000Driver : ScriptedDriver
{
    private readonly E1000DriverOptions options;
    private readonly byte[] address;
    private readonly E1000Nic nic = new();
    private readonly E1000Transmitter transmitter;
    private readonly E1000Receiver receiver;
    private readonly E1000Startup startup;
    private readonly E1000ReadingBack readingBack;
    private int framesSinceRestart, framesSinceReadingBack;

    /// <summary>A driver that has not started.</summary>
    /// <param name="options">How it goes about it.</param>
    /// <param name="number">The guest's number.</param>
    /// <exception cref="ArgumentException">The options make no sense; <see cref="E1000DriverOptions.Problem"/> says why.</exception>
    public E1000Driver(E1000DriverOptions options, ushort number)
        : base(options)
    {
        this.options = options;
        address = options.StationAddress is { } given ? [.. given] : UsualAddress.Of(number);
        transmitter = new E1000Transmitter(nic, options);
        receiver = new E1000Receiver(nic, options);
        startup = new E1000Startup(nic, transmitter, receiver, address, options);
        readingBack = new E1000ReadingBack(nic);
    }

    /// <inheritdoc/>
    public override ReadOnlyMemory<byte> StationAddress => address;

    /// <inheritdoc/>
    public override bool HasRoom => transmitter.HasRoom;

    /// <inheritdoc/>
    public override int FramesInHand => transmitter.FramesInHand;

    /// <inheritdoc/>
    protected override DriverDevice Device => nic;

    /// <inheritdoc/>
    protected override long DeadlineNs => transmitter.DeadlineNs;

    /// <summary>Asks for a DMA outside of its memory by an entry of its transmit ring.</summary>
    public async ValueTask EscapeByEntryAsync(GuestIo io)
    {
        io.Activity = "sending from memory that is not its own";
        await transmitter.EscapeAsync();
    }

    /// <inheritdoc/>
    protected override void Use(GuestIo io)
    {
        if (!nic.Use(io))
            return;
        transmitter.Allot();
        receiver.Allot();
    }

    /// <inheritdoc/>
    protected override async ValueTask BeginAsync()
    {
        await startup.ProbeAsync();
        await startup.StartAsync();
    }

    /// <inheritdoc/>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public override async ValueTask SendAsync(ReadOnlyMemory<byte> frame, uint tag)
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
    public override ValueTask StopAsync()
    {
        nic.Io.Activity = "stopping its NIC";
        return startup.StopAsync();
    }

    /// <inheritdoc/>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    protected override async ValueTask TakeCausesAsync()
    {
        if (nic.Io.InterruptLine)
        {
            nic.Io.Activity = "serving an interrupt";
            await nic.In(E1000Register.Icr); // which makes the line low
        }
        transmitter.Reap(Events);
        await receiver.DrainAsync(Events);
    }
}
