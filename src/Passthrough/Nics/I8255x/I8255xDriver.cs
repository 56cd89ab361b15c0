using System.Runtime.CompilerServices;
using Passthrough.Guests.Scripted;
using Passthrough.Guests.Workloads;
using static Passthrough.Nics.I8255x.I8255xRegisters;

namespace Passthrough.Nics.I8255x;

/// <summary>A driver of the 82559 for scripted guests, written from Intel's manual; how it goes about it is in its options.</summary>
/// <remarks>
/// Interrupts are taken where it waits and nowhere else, so that what it does depends on what its device says and not on when. Lists and buffers
/// are allotted once and stay where they are when the chip is restarted.
/// </remarks>
internal sealed class I8255xDriver : ScriptedDriver
{
    private readonly I8255xDriverOptions options;
    private readonly I8255xChip chip;
    private readonly I8255xCommandList commands;
    private readonly I8255xReceiveList areas;
    private readonly I8255xStartup startup;
    private readonly I8255xReadingBack readingBack;
    private int framesSinceConfiguring, framesSinceCounting, framesSinceReading, framesSinceRestart;

    /// <summary>A driver that has not started.</summary>
    /// <param name="options">How it goes about it.</param>
    /// <param name="number">The guest's number.</param>
    /// <exception cref="ArgumentException">The options make no sense; <see cref="I8255xDriverOptions.Problem"/> says why.</exception>
    public I8255xDriver(I8255xDriverOptions options, ushort number)
        : base(options)
    {
        this.options = options;
        chip = new I8255xChip(options);
        commands = new I8255xCommandList(chip, options, number);
        areas = new I8255xReceiveList(chip, options);
        startup = new I8255xStartup(chip, commands, areas, options);
        readingBack = new I8255xReadingBack(chip, startup, options);
    }

    /// <inheritdoc/>
    public override ReadOnlyMemory<byte> StationAddress => commands.Address;

    /// <inheritdoc/>
    public override bool HasRoom => commands.HasRoom;

    /// <inheritdoc/>
    public override int FramesInHand => commands.FramesInHand;

    /// <inheritdoc/>
    protected override DriverDevice Device => chip;

    /// <inheritdoc/>
    protected override long DeadlineNs => commands.DeadlineNs;

    /// <inheritdoc/>
    protected override ValueTask BeginAsync() => startup.StartAsync(Events);

    /// <inheritdoc/>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public override async ValueTask SendAsync(ReadOnlyMemory<byte> frame, uint tag)
    {
        chip.Io.Activity = "sending a frame";
        await commands.SendAsync(frame, tag);
        if (!options.StartsEachList && FrameCount.IsDue(ref framesSinceConfiguring, options.ConfiguresEvery))
            await commands.ConfigureAsync();
        if (FrameCount.IsDue(ref framesSinceCounting, options.CountsEvery))
            await startup.CountAsync();
        if (FrameCount.IsDue(ref framesSinceReading, options.ReadsBackEvery))
            await readingBack.RunAsync();
        if (FrameCount.IsDue(ref framesSinceRestart, options.RestartsEvery))
            await RestartAsync();
    }

    /// <inheritdoc/>
    public override ValueTask StopAsync() => startup.StopAsync();

    /// <summary>Causes are acknowledged before they are served, so that one that comes meanwhile is not lost.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    protected override async ValueTask TakeCausesAsync()
    {
        chip.Io.Activity = "serving an interrupt";
        var causes = await chip.ReadAsync(Causes);
        if (causes != 0)
            await chip.Write(Causes, causes);
        commands.Reap(Events);
        if (!areas.Drain(Events))
            await StartAnewAsync("its areas made no sense");
        else if ((causes & NotReady) != 0 && (await chip.ReadAsync(Status) & ReceiveState) == NoResources)
            await chip.CommandAsync(ReceiveStart, areas.Next); // the chip has reached the end of the list
    }

    /// <summary>Stops the chip, resets it and gives it its lists again; frames that have come are taken first.</summary>
    private async ValueTask RestartAsync()
    {
        await startup.StopAsync();
        commands.Reap(Events);
        if (commands.FramesInHand > 0)
            await StartAnewAsync("a frame was not out when the chip was stopped");
        else if (areas.Drain(Events))
            await startup.StartAsync(Events);
        else
            await StartAnewAsync("its areas made no sense");
    }
}
