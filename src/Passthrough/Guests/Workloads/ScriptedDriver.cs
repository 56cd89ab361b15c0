using System.Runtime.CompilerServices;
using Passthrough.Guests.Scripted;

namespace Passthrough.Guests.Workloads;

/// <summary>What drivers of NICs that reach memory have in common: waiting, deadlines and starting over.</summary>
/// <remarks>Interrupts are taken where a driver waits and nowhere else, so that what it does depends on what its device says and not on when.</remarks>
internal abstract class ScriptedDriver : IScriptedDriver
{
    private readonly ScriptedDriverOptions options;
    private readonly RecoveryCount recoveries;
    private IFrameEvents? events;

    /// <summary>A driver that has not started.</summary>
    /// <param name="options">How it goes about it.</param>
    /// <exception cref="ArgumentException">The options make no sense; <see cref="ScriptedDriverOptions.Problem"/> says why.</exception>
    protected ScriptedDriver(ScriptedDriverOptions options)
    {
        if (options.Problem is { } problem)
            throw new ArgumentException(problem, nameof(options));
        this.options = options;
        recoveries = new RecoveryCount(options.MostRecoveries);
    }

    /// <inheritdoc/>
    public abstract ReadOnlyMemory<byte> StationAddress { get; }

    /// <inheritdoc/>
    public abstract bool HasRoom { get; }

    /// <inheritdoc/>
    public abstract int FramesInHand { get; }

    /// <inheritdoc/>
    public long Interrupts { get; private set; }

    /// <inheritdoc/>
    public long Recoveries => recoveries.Count;

    /// <summary>The device.</summary>
    protected abstract DriverDevice Device { get; }

    /// <summary>When the oldest frame in hand must have gone out.</summary>
    protected abstract long DeadlineNs { get; }

    /// <summary>Whom it tells what came of frames.</summary>
    protected IFrameEvents Events => events ?? throw new InvalidOperationException("the driver was not started");

    /// <inheritdoc/>
    public async ValueTask StartAsync(GuestIo io, IFrameEvents events)
    {
        this.events = events;
        Use(io);
        await BeginAsync();
    }

    /// <inheritdoc/>
    public abstract ValueTask SendAsync(ReadOnlyMemory<byte> frame, uint tag);

    /// <inheritdoc/>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask ServeAsync(long untilNs)
    {
        var io = Device.Io;
        io.Activity = "waiting";
        untilNs = Math.Min(untilNs, DeadlineNs);
        await io.Wait(options.IsPolled ? Math.Min(untilNs, io.NowNs + options.PollNs) : untilNs);
        if (io.InterruptLine)
            Interrupts++;
        if (io.InterruptLine || options.IsPolled || io.NowNs >= DeadlineNs)
            await TakeCausesAsync();
        if (io.NowNs >= DeadlineNs)
            await StartAnewAsync("a frame did not go out in time");
    }

    /// <inheritdoc/>
    public abstract ValueTask StopAsync();

    /// <inheritdoc/>
    public void TakeMachineCheck() => recoveries.Add("the device failed under it");

    /// <summary>From now on the device is reached by this.</summary>
    protected virtual void Use(GuestIo io) => Device.Use(io);

    /// <summary>Finds the NIC and starts it. What was in hand is forgotten.</summary>
    protected abstract ValueTask BeginAsync();

    /// <summary>Takes what the NIC has to say: there is an interrupt, it is time to look, or a frame is late.</summary>
    protected abstract ValueTask TakeCausesAsync();

    /// <summary>Starts over. Frames that were in hand are lost; the code that waits for replies to them notices.</summary>
    /// <exception cref="GuestGaveUpException">It did so too often.</exception>
    protected ValueTask StartAnewAsync(string why)
    {
        recoveries.Add(why);
        return StartAsync(Device.Io, Events);
    }
}
