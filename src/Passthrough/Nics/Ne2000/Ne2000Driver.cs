using System.Runtime.CompilerServices;
using Passthrough.Devices.Simulated;
using Passthrough.Guests.Scripted;
using Passthrough.Guests.Workloads;

namespace Passthrough.Nics.Ne2000;

/// <summary>A driver of the NE2000 for scripted guests, written from the data sheet of the DP8390; how it goes about it is in its options.</summary>
/// <remarks>
/// Interrupts are taken where it waits and nowhere else, so that what it does depends on what its device says and not on when.
/// </remarks>
internal sealed class Ne2000Driver : IScriptedDriver
{
    private const byte AlwaysNeeded = Isr.Prx | Isr.Ovw;

    private readonly Ne2000DriverOptions options;
    private readonly RecoveryCount recoveries;
    private readonly Ne2000Settings settings;
    private readonly Ne2000Card card;
    private readonly Ne2000Transmitter transmitter;
    private readonly Ne2000Ring ring;
    private readonly Ne2000Recovery recovery;
    private readonly Ne2000ReadbackCheck readback;
    private readonly Ne2000SelfTest selfTest;
    private readonly Ne2000Startup startup;
    private IFrameEvents? events;
    private int framesSinceReadback, framesSinceRecovery, framesSinceTest, framesSinceRestart;

    /// <summary>A driver that has not started.</summary>
    /// <param name="options">How it goes about it.</param>
    /// <param name="number">The guest's number.</param>
    /// <exception cref="ArgumentException">The options make no sense; <see cref="Ne2000DriverOptions.Problem"/> says why.</exception>
    public Ne2000Driver(Ne2000DriverOptions options, ushort number)
    {
        if (options.Problem is { } problem)
            throw new ArgumentException(problem, nameof(options));
        this.options = options;
        recoveries = new RecoveryCount(options.MostRecoveries);
        settings = new Ne2000Settings(options, number);
        card = new Ne2000Card(options);
        transmitter = new Ne2000Transmitter(card, options);
        ring = new Ne2000Ring(card, options);
        recovery = new Ne2000Recovery(card, transmitter, ring, options);
        readback = new Ne2000ReadbackCheck(card, transmitter, ring, options);
        selfTest = new Ne2000SelfTest(card, transmitter, settings, options);
        startup = new Ne2000Startup(card, ring, settings, options);
    }

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> StationAddress => settings.Par;

    /// <inheritdoc/>
    public bool HasRoom => transmitter.HasRoom;

    /// <inheritdoc/>
    public int FramesInHand => transmitter.FramesInHand;

    /// <inheritdoc/>
    public long Interrupts { get; private set; }

    /// <inheritdoc/>
    public long Recoveries => recoveries.Count;

    private IFrameEvents Events => events ?? throw new InvalidOperationException("the driver was not started");

    /// <summary>Whether what it waits for could come without an interrupt.</summary>
    private bool MustLook
    {
        get
        {
            var needed = transmitter.IsBusy ? AlwaysNeeded | Isr.Ptx | Isr.Txe : AlwaysNeeded;
            return (card.Mask & needed) != needed;
        }
    }

    /// <inheritdoc/>
    public async ValueTask StartAsync(GuestIo io, IFrameEvents events)
    {
        card.Use(io);
        this.events = events;
        transmitter.Forget();
        ring.Forget();
        await startup.ProbeAsync();
        await startup.StartAsync();
    }

    /// <inheritdoc/>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask SendAsync(ReadOnlyMemory<byte> frame, uint tag)
    {
        if (FrameCount.IsDue(ref framesSinceReadback, options.ReadsBackEvery))
        {
            card.Io.Activity = "reading back its registers";
            await readback.RunAsync(settings);
        }
        if (FrameCount.IsDue(ref framesSinceTest, options.TestsItselfEvery) && transmitter.FramesInHand == 0)
        {
            card.Io.Activity = "testing its card";
            if (!await selfTest.RunAsync())
                await StartAnewAsync("its card failed a test in loopback");
        }
        if (FrameCount.IsDue(ref framesSinceRestart, options.RestartsEvery) && transmitter.FramesInHand == 0)
            await StartAsync(card.Io, Events);
        card.Io.Activity = "loading a frame";
        if (!await transmitter.LoadAsync(frame, tag))
            await StartAnewAsync("the card did not say that it took a frame (ISR.RDC)");
        else if (FrameCount.IsDue(ref framesSinceRecovery, options.RecoversEvery))
            await RecoverAsync();
    }

    /// <inheritdoc/>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask ServeAsync(long untilNs)
    {
        var io = card.Io;
        io.Activity = "waiting";
        var mustLook = MustLook;
        untilNs = Math.Min(untilNs, transmitter.DeadlineNs);
        if (options.RestsOnPage1)
            await card.Out(Port.Cr, Command.RunOnPage1);
        await io.Wait(mustLook ? Math.Min(untilNs, io.NowNs + options.PollNs) : untilNs);
        var isInterrupted = io.InterruptLine;
        if (options.RestsOnPage1)
            await card.Out(Port.Cr, Command.Run);
        if (isInterrupted)
            Interrupts++;
        if (isInterrupted || mustLook)
            await TakeCausesAsync();
        if (io.NowNs >= transmitter.DeadlineNs)
            await StartAnewAsync("a frame did not go out in time");
    }

    /// <inheritdoc/>
    public ValueTask StopAsync() => startup.StopAsync();

    /// <inheritdoc/>
    public void TakeMachineCheck() => recoveries.Add("the device failed under it");

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask TakeCausesAsync()
    {
        card.Io.Activity = "serving an interrupt";
        var causes = (byte)(await card.In(Port.Isr) & Isr.Causes);
        var left = Isr.Ovw | (options.LeavesTransmitCause ? Isr.Ptx : 0); // OVW is cleared when the ring has been emptied
        if ((causes & ~left) != 0)
            await card.Out(Port.Isr, (byte)(causes & ~left));
        if (transmitter.IsBusy && await FrameIsOverAsync(causes))
            await transmitter.FinishAsync(Events);
        if ((causes & Isr.Cnt) != 0)
            await ClearTalliesAsync();
        if ((causes & Isr.Ovw) != 0)
        {
            recoveries.Add("its ring overflowed");
            await RecoverAsync();
        }
        else if ((causes & (Isr.Prx | Isr.Rxe)) != 0 && !await ring.DrainAsync(Events))
            await StartAnewAsync("its ring made no sense");
    }

    private async ValueTask<bool> FrameIsOverAsync(byte causes) => options.LeavesTransmitCause
        ? (await card.In(Port.Cr) & Cr.Txp) == 0
        : (causes & (Isr.Ptx | Isr.Txe)) != 0;

    /// <summary>Reading clears them; nothing else clears ISR.CNT for long (data sheet, CNTR).</summary>
    private async ValueTask ClearTalliesAsync()
    {
        await card.In(Port.Cntr0);
        await card.In(Port.Cntr1);
        await card.In(Port.Cntr2);
    }

    private async ValueTask RecoverAsync()
    {
        card.Io.Activity = "emptying a ring that overflowed";
        if (!await recovery.RunAsync(Events))
            await StartAnewAsync("its ring made no sense");
    }

    /// <summary>Frames that were in hand are lost; the code that waits for replies to them notices.</summary>
    private ValueTask StartAnewAsync(string why)
    {
        recoveries.Add(why);
        return StartAsync(card.Io, Events);
    }
}
