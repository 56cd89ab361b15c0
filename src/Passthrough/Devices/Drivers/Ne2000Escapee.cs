using Passthrough.Guests.Scripted;
using Passthrough.Guests.Workloads;

namespace Passthrough.Devices.Drivers;

/// <summary>A driver that misbehaves now and then: it asks for remote DMA from where its card has no memory. Else it is the driver within.</summary>
/// <remarks>It does so before it sends a frame, when no remote DMA is at work: the driver within finds its card as it left it.</remarks>
internal sealed class Ne2000Escapee(IScriptedDriver driver, int everyFrames) : IScriptedDriver
{
    private const byte OutsidePage = 0xf0, OutsidePages = 1; // 0xf000 to 0xf0ff: a card's RAM ends before 0xc000

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
            await EscapeAsync(io ?? throw new InvalidOperationException("the driver was not started"));
        await driver.SendAsync(frame, tag);
    }

    /// <inheritdoc/>
    public ValueTask ServeAsync(long untilNs) => driver.ServeAsync(untilNs);

    /// <inheritdoc/>
    public ValueTask StopAsync() => driver.StopAsync();

    /// <inheritdoc/>
    public void TakeMachineCheck() => driver.TakeMachineCheck();

    private static async ValueTask EscapeAsync(GuestIo io)
    {
        io.Activity = "reading memory that its card does not have";
        await io.Write(Port.Cr, 1, Command.Run); // it may rest on page 1, where these offsets are other registers
        await io.Write(Port.Rbcr0, 1, 0);
        await io.Write(Port.Rbcr1, 1, OutsidePages);
        await io.Write(Port.Rsar0, 1, 0);
        await io.Write(Port.Rsar1, 1, OutsidePage);
        await io.Write(Port.Cr, 1, Command.RemoteRead);
    }
}
