using Passthrough.Guests.Scripted;
using Passthrough.Guests.Workloads;

namespace Passthrough.Devices.Drivers;

/// <summary>A driver that misbehaves now and then: it moves its receive ring, while frames come in, to memory that is not its own.</summary>
/// <remarks>It does so before it sends a frame. Else it is the driver within, which finds its NIC as it left it if the write was denied.</remarks>
internal sealed class E1000Escapee(IScriptedDriver driver, int everyFrames) : IScriptedDriver
{
    private const uint Elsewhere = 0xc0000000; // no guest here has that much memory

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
        {
            var guest = io ?? throw new InvalidOperationException("the driver was not started");
            guest.Activity = "moving its ring to memory that is not its own";
            await guest.Write(E1000Register.Rdbal, sizeof(uint), Elsewhere);
        }
        await driver.SendAsync(frame, tag);
    }

    /// <inheritdoc/>
    public ValueTask ServeAsync(long untilNs) => driver.ServeAsync(untilNs);

    /// <inheritdoc/>
    public ValueTask StopAsync() => driver.StopAsync();

    /// <inheritdoc/>
    public void TakeMachineCheck() => driver.TakeMachineCheck();
}
