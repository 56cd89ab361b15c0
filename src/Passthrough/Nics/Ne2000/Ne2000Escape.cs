using Passthrough.Guests.Scripted;

namespace Passthrough.Nics.Ne2000;

/// <summary>How a driver of the NE2000 misbehaves: it asks for remote DMA from where its card has no memory.</summary>
/// <remarks>It is tried before a frame is sent, when no remote DMA is at work.</remarks>
internal static class Ne2000Escape
{
    private const byte OutsidePage = 0xf0, OutsidePages = 1; // 0xf000 to 0xf0ff: a card's RAM ends before 0xc000

    public static async ValueTask TryAsync(GuestIo io)
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
