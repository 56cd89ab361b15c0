using System.Runtime.CompilerServices;
using Passthrough.Devices;
using Passthrough.Guests.Scripted;
using Passthrough.Guests.Workloads;
using static Passthrough.Nics.Rtl8139.Rtl8139Registers;

namespace Passthrough.Nics.Rtl8139;

/// <summary>A driver of the RTL8139 for scripted guests, written from the data sheets; how it goes about it is in its options.</summary>
/// <remarks>
/// Interrupts are taken where it waits and nowhere else, so that what it does depends on what its device says and not on when. Buffers and
/// rings are allotted once and stay where they are when the card is restarted.
/// </remarks>
internal sealed class Rtl8139Driver : ScriptedDriver
{
    private readonly Rtl8139DriverOptions options;
    private readonly byte[] station;
    private readonly Rtl8139Card card;
    private readonly IRtl8139Transmitter transmitter;
    private readonly IRtl8139Receiver receiver;
    private readonly Rtl8139Startup startup;
    private readonly Rtl8139ReadingBack readingBack;
    private int framesSinceRestart, framesSinceReadingBack;

    /// <summary>A driver that has not started.</summary>
    /// <param name="options">How it goes about it.</param>
    /// <param name="number">The guest's number.</param>
    /// <exception cref="ArgumentException">The options make no sense; <see cref="Rtl8139DriverOptions.Problem"/> says why.</exception>
    public Rtl8139Driver(Rtl8139DriverOptions options, ushort number)
        : base(options)
    {
        this.options = options;
        station = options.StationAddress is { } address ? [.. address] : UsualAddress.Of(number);
        card = new Rtl8139Card(options);
        transmitter = options.UsesDescriptors ? new Rtl8139TransmitRing(card, options) : new Rtl8139Slots(card, options);
        receiver = options.UsesDescriptors ? new Rtl8139ReceiveRing(card, options) : new Rtl8139Ring(card, options);
        readingBack = new Rtl8139ReadingBack(card, options);
        startup = new Rtl8139Startup(card, transmitter, receiver, station, options);
    }

    /// <inheritdoc/>
    public override ReadOnlyMemory<byte> StationAddress => station;

    /// <inheritdoc/>
    public override bool HasRoom => transmitter.HasRoom;

    /// <inheritdoc/>
    public override int FramesInHand => transmitter.FramesInHand;

    /// <inheritdoc/>
    protected override DriverDevice Device => card;

    /// <inheritdoc/>
    protected override long DeadlineNs => transmitter.DeadlineNs;

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
        if (options.RestartsEvery > 0 && ++framesSinceRestart >= options.RestartsEvery && transmitter.FramesInHand == 0)
        {
            framesSinceRestart = 0;
            await StartAsync(card.Io, Events);
        }
        if (options.ReadsBackEvery > 0 && ++framesSinceReadingBack >= options.ReadsBackEvery && transmitter.FramesInHand == 0)
        {
            framesSinceReadingBack = 0;
            await readingBack.RunAsync();
        }
        card.Io.Activity = "sending a frame";
        await transmitter.SendAsync(frame, tag);
    }

    /// <inheritdoc/>
    public override ValueTask StopAsync() => startup.StopAsync();

    /// <summary>Causes are acknowledged before they are served, so that one that comes meanwhile is not lost.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    protected override async ValueTask TakeCausesAsync()
    {
        card.Io.Activity = "serving an interrupt";
        var causes = (ushort)await card.In16(Isr);
        if (causes != 0)
            await card.Out16(Isr, causes);
        if ((causes & TransmitCauses) != 0 && !await transmitter.FinishAsync(Events))
            await StartAnewAsync("the card gave up on a frame");
        else if ((causes & ReceiveCauses) != 0 && !await receiver.DrainAsync(Events))
            await StartAnewAsync("what it received makes no sense");
    }
}
