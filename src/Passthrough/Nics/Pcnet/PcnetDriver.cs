using System.Runtime.CompilerServices;
using Passthrough.Guests.Scripted;
using Passthrough.Guests.Workloads;
using static Passthrough.Nics.Pcnet.PcnetRegisters;

namespace Passthrough.Nics.Pcnet;

/// <summary>A driver of the PCnet for scripted guests, written from AMD's data sheet (publication 19436); how it goes about it is in its options.</summary>
/// <remarks>
/// Interrupts are taken where it waits and nowhere else, so that what it does depends on what its device says and not on when. It never
/// looks at its rings without having read CSR0, and writes CSR0 when it has given entries back: a device that is shared has occasions then
/// to bring its copy of the rings up to date.
/// </remarks>
internal sealed class PcnetDriver : ScriptedDriver
{
    private readonly PcnetDriverOptions options;
    private readonly PcnetSettings settings;
    private readonly PcnetLayout layout;
    private readonly PcnetChip chip;
    private readonly PcnetTransmitRing transmitRing;
    private readonly PcnetReceiveRing receiveRing;
    private readonly PcnetStartup startup;
    private readonly PcnetSuspension suspension;
    private int framesSinceSuspension, framesSinceRestart;

    /// <summary>A driver that has not started.</summary>
    /// <param name="options">How it goes about it.</param>
    /// <param name="number">The guest's number.</param>
    /// <exception cref="ArgumentException">The options make no sense; <see cref="PcnetDriverOptions.Problem"/> says why.</exception>
    public PcnetDriver(PcnetDriverOptions options, ushort number)
        : base(options)
    {
        this.options = options;
        settings = new PcnetSettings(options, number);
        layout = new PcnetLayout(options);
        chip = new PcnetChip(options);
        transmitRing = new PcnetTransmitRing(chip, layout, options);
        receiveRing = new PcnetReceiveRing(chip, layout, options);
        startup = new PcnetStartup(chip, layout, settings, options);
        suspension = new PcnetSuspension(chip, settings);
    }

    /// <inheritdoc/>
    public override ReadOnlyMemory<byte> StationAddress => settings.Address;

    /// <inheritdoc/>
    public override bool HasRoom => transmitRing.HasRoom;

    /// <inheritdoc/>
    public override int FramesInHand => transmitRing.FramesInHand;

    /// <inheritdoc/>
    protected override DriverDevice Device => chip;

    /// <inheritdoc/>
    protected override long DeadlineNs => transmitRing.DeadlineNs;

    /// <inheritdoc/>
    protected override void Use(GuestIo io) => chip.Use(io, layout);

    /// <inheritdoc/>
    protected override async ValueTask BeginAsync()
    {
        await startup.ProbeAsync();
        await GiveRingsAsync();
    }

    /// <inheritdoc/>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public override async ValueTask SendAsync(ReadOnlyMemory<byte> frame, uint tag)
    {
        chip.Io.Activity = "sending a frame";
        if (options.BreaksFramesOff)
            await BreakOffAsync(frame);
        transmitRing.Give(frame.Span, tag);
        await chip.WriteAsync(Status, (ushort)(Demand | chip.UsualEnable));
        if (FrameCount.IsDue(ref framesSinceSuspension, options.SuspendsEvery) && !await suspension.RunAsync())
            await StartAnewAsync("the chip did not come to rest (CSR5, SPND)");
        else if (FrameCount.IsDue(ref framesSinceRestart, options.RestartsEvery))
            await RestartAsync();
    }

    /// <inheritdoc/>
    public override ValueTask StopAsync() => startup.StopAsync();

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    protected override async ValueTask TakeCausesAsync()
    {
        chip.Io.Activity = "serving an interrupt";
        var causes = (ushort)(await chip.ReadAsync(Status) & Causes);
        await chip.WriteAsync(Status, (ushort)(causes | chip.UsualEnable)); // before the rings, so that what comes meanwhile is reported again
        var isSound = (causes & MemoryError) == 0 && transmitRing.Reap(Events) && receiveRing.Drain(Events);
        if (isSound)
            await chip.WriteAsync(Status, chip.UsualEnable);
        else
            await StartAnewAsync("its rings made no sense, or the chip could not reach them");
    }

    /// <summary>Gives a frame in halves, the second too late, with interrupts off: TINT comes with each entry.</summary>
    private async ValueTask BreakOffAsync(ReadOnlyMemory<byte> frame)
    {
        for (var half = 0; half < 2; half++)
        {
            transmitRing.GiveHalf(frame.Span, isEnd: half == 1);
            await chip.WriteAsync(Status, Demand);
            await chip.WriteAsync(Status, (ushort)(await chip.ReadAsync(Status) & Causes));
        }
    }

    /// <summary>Gives the chip its rings again, when it is stopped.</summary>
    private async ValueTask GiveRingsAsync()
    {
        transmitRing.Forget();
        receiveRing.Forget();
        if (!await startup.StartAsync())
            throw new GuestGaveUpException("the chip did not say that it took its initialization block (CSR0, IDON)");
    }

    /// <summary>Stops the chip and starts over, as Linux does after an error; frames that have come are taken first.</summary>
    private async ValueTask RestartAsync()
    {
        chip.Io.Activity = "starting its chip again";
        await startup.StopAsync();
        var isSound = transmitRing.Reap(Events) && receiveRing.Drain(Events);
        if (isSound)
            await GiveRingsAsync();
        else
            await StartAnewAsync("its rings made no sense");
    }
}
