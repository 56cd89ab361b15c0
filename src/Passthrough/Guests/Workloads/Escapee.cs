using Passthrough.Guests.Scripted;

namespace Passthrough.Guests.Workloads;

/// <summary>A driver that misbehaves now and then, before it sends a frame. Else it is the driver within.</summary>
/// <param name="driver">The driver within, which finds its NIC as it left it if what it tried was denied.</param>
/// <param name="everyFrames">Before each so many frames it tries.</param>
/// <param name="escape">What it tries.</param>
internal sealed class Escapee(IScriptedDriver driver, int everyFrames, Func<GuestIo, ValueTask> escape) : IScriptedDriver
{
    private GuestIo? io;
    private int frames;

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> StationAddress => driver.StationAddress;

    /// <inheritdoc/>
    public bool HasRoom => driver.HasRoom;

    /// <inheritdoc/>
    public int FramesInHand => driver.FramesInHand;

    /// <inheritdoc/>
    public long Interrupts => driver.Interrupts;

    /// <inheritdoc/>
    public long Recoveries => driver.Recoveries;

    /// <inheritdoc/>
    public ValueTask StartAsync(GuestIo io, IFrameEvents events)
    {
        this.io = io;
        return driver.StartAsync(io, events);
    }

    /// <inheritdoc/>
    public async ValueTask SendAsync(ReadOnlyMemory<byte> frame, uint tag)
    {
        if (++frames % everyFrames == 0)
            await escape(io ?? throw new InvalidOperationException("the driver was not started"));
        await driver.SendAsync(frame, tag);
    }

    /// <inheritdoc/>
    public ValueTask ServeAsync(long untilNs) => driver.ServeAsync(untilNs);

    /// <inheritdoc/>
    public ValueTask StopAsync() => driver.StopAsync();

    /// <inheritdoc/>
    public void TakeMachineCheck() => driver.TakeMachineCheck();
}
