using System.Runtime.CompilerServices;
using Passthrough.Guests.Scripted;
using Passthrough.Guests.Workloads;
using static Passthrough.Nics.Tulip.TulipRegisters;

namespace Passthrough.Nics.Tulip;

/// <summary>A driver of the 21143 for scripted guests, written from DEC's manual; how it goes about it is in its options.</summary>
/// <remarks>
/// Interrupts are taken where it waits and nowhere else, so that what it does depends on what its device says and not on when. Rings and buffers
/// are allotted once and stay where they are when the chip is restarted.
/// </remarks>
internal sealed class TulipDriver : ScriptedDriver
{
    private readonly TulipDriverOptions options;
    private readonly TulipSetupFrame setup;
    private readonly TulipChip chip;
    private readonly TulipTransmitRing transmitRing;
    private readonly TulipReceiveRing receiveRing;
    private readonly TulipStartup startup;
    private readonly TulipReadingBack readingBack;
    private int framesSinceFilter, framesSinceReading, framesSinceRestart;

    /// <summary>A driver that has not started.</summary>
    /// <param name="options">How it goes about it.</param>
    /// <param name="number">The guest's number.</param>
    /// <exception cref="ArgumentException">The options make no sense; <see cref="TulipDriverOptions.Problem"/> says why.</exception>
    public TulipDriver(TulipDriverOptions options, ushort number)
        : base(options)
    {
        this.options = options;
        setup = new TulipSetupFrame(options, number);
        chip = new TulipChip(options);
        transmitRing = new TulipTransmitRing(chip, setup, options);
        receiveRing = new TulipReceiveRing(chip, options);
        startup = new TulipStartup(chip, transmitRing, receiveRing, options);
        readingBack = new TulipReadingBack(chip, startup, transmitRing, receiveRing);
    }

    /// <inheritdoc/>
    public override ReadOnlyMemory<byte> StationAddress => setup.Address;

    /// <inheritdoc/>
    public override bool HasRoom => transmitRing.HasRoom;

    /// <inheritdoc/>
    public override int FramesInHand => transmitRing.FramesInHand;

    /// <inheritdoc/>
    protected override DriverDevice Device => chip;

    /// <inheritdoc/>
    protected override long DeadlineNs => transmitRing.DeadlineNs;

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
        chip.Io.Activity = "sending a frame";
        if (options.GivesPartsApart)
            await GivePartsAsync(frame, tag);
        else
            transmitRing.Give(frame.Span, tag);
        if (FrameCount.IsDue(ref framesSinceFilter, options.FiltersEvery))
            transmitRing.GiveSetup();
        await chip.Write(TransmitPoll, 0);
        if (FrameCount.IsDue(ref framesSinceReading, options.ReadsBackEvery))
            await readingBack.RunAsync();
        if (FrameCount.IsDue(ref framesSinceRestart, options.RestartsEvery))
            await RestartAsync();
    }

    /// <inheritdoc/>
    public override async ValueTask StopAsync() => await startup.StopAsync();

    /// <summary>Causes are acknowledged before they are served, so that one that comes meanwhile is not lost.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    protected override async ValueTask TakeCausesAsync()
    {
        chip.Io.Activity = "serving an interrupt";
        var causes = await chip.ReadAsync(Status) & Causes;
        if (causes != 0)
            await chip.Write(Status, causes);
        transmitRing.Reap(Events);
        if ((causes & BusError) != 0 || !receiveRing.Drain(Events))
            await StartAnewAsync("its rings made no sense, or the chip could not reach them");
        else if ((causes & NoReceiveEntry) != 0)
            await chip.Write(ReceivePoll, 0); // there are entries again, and the chip waits to be told
    }

    private async ValueTask GivePartsAsync(ReadOnlyMemory<byte> frame, uint tag)
    {
        transmitRing.GiveBegin(frame.Span);
        await chip.Write(TransmitPoll, 0);
        await chip.ReadAsync(Operation);
        transmitRing.GiveEnd(frame.Span, tag);
    }

    /// <summary>Stops the chip and gives it its rings again, as Linux does when the medium changes; frames that have come are taken first.</summary>
    private async ValueTask RestartAsync()
    {
        if (!await startup.StopAsync())
        {
            await StartAnewAsync("the chip did not stop (CSR5)");
            return;
        }
        transmitRing.Reap(Events);
        if (receiveRing.Drain(Events))
            await startup.StartAsync();
        else
            await StartAnewAsync("its rings made no sense");
    }
}
