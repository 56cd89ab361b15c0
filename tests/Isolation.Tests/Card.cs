using Passthrough.Guests;
using Passthrough.Guests.Scripted;

namespace Isolation.Tests;

/// <summary>What a driver of an NE2000 does, step by step.</summary>
internal static class Card
{
    /// <summary>The ring of the guests.</summary>
    public const byte FirstPage = 0x4c, EndPage = 0x80;

    /// <summary>Resets the card and starts it, with the address 02 00 00 00 01 and a byte of its own.</summary>
    public static async Task StartAsync(GuestIo io, byte station)
    {
        await io.Read(0x1f, 1);
        await io.Write(0x1f, 1, 0);
        (uint Port, byte Value)[] steps =
        [
            (0, 0x21), (0xe, 0x49), (0xa, 0), (0xb, 0), (0xc, 0x20), (0xd, 0x02), (4, 0x40), (1, FirstPage), (3, EndPage - 1), (2, EndPage), (7, 0xff), (0xf, 0),
            (0, 0x61), (1, 0x02), (2, 0), (3, 0), (4, 0), (5, 1), (6, station), (7, FirstPage), (0, 0x21), (7, 0xff), (0, 0x22), (0xd, 0), (0xc, 0x04),
        ];
        foreach (var (port, value) in steps)
            await io.Write(port, 1, value);
    }

    /// <summary>Commands a remote DMA.</summary>
    public static async Task BeginAsync(GuestIo io, int address, int byteCount, byte command)
    {
        foreach (var (port, value) in new[] { (0xau, byteCount), (0xbu, byteCount >> 8), (8u, address), (9u, address >> 8), (0u, (int)command) })
            await io.Write(port, 1, (byte)value);
    }
}

/// <summary>A guest that starts its card and then does nothing but take frames when its interrupt comes.</summary>
internal sealed class PassiveGuest : IGuestScript
{
    /// <summary>Whether its card is started.</summary>
    public bool IsReady { get; private set; }

    /// <summary>Frames that it took.</summary>
    public int Taken { get; private set; }

    public GuestReport Report { get; } = new();

    public async Task RunAsync(GuestIo io)
    {
        await Card.StartAsync(io, 2);
        await io.Write(0xf, 1, 1);
        IsReady = true;
        for (var next = Card.FirstPage; ;)
        {
            await io.Wait(long.MaxValue);
            await io.Write(7, 1, 0xff);
            await io.Write(0, 1, 0x62);
            var current = (byte)await io.Read(7, 1);
            await io.Write(0, 1, 0x22);
            for (; next != current; Taken++)
                next = next + 1 == Card.EndPage ? Card.FirstPage : (byte)(next + 1); // frames of one page each
            await io.Write(3, 1, (byte)(current == Card.FirstPage ? Card.EndPage - 1 : current - 1));
        }
    }
}

/// <summary>A script that is a function of the test.</summary>
internal sealed class ScriptOf(Func<GuestIo, Task> run) : IGuestScript
{
    public GuestReport Report { get; } = new();

    public Task RunAsync(GuestIo io) => run(io);
}
