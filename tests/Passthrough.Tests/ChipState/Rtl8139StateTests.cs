using Passthrough.Guests.Scripted;
using Passthrough.Tests.Qemu;

namespace Passthrough.Tests.ChipState;

/// <summary>
/// Frames that an RTL8139 makes of more than its ring holds, or of parts of two guests: none reaches another guest. Frames that are longer than is
/// checked overrun the monitor's memory and no other, so that nothing happens even where no check bounds them.
/// </summary>
public class Rtl8139StateTests
{
    private const byte Filler = 0x33;
    private const ulong Buffer = 0x10000, Ring = 0x20000, ReceiveRing = TwoGuests.GuestBytes - (0x2000 + 16 + 2048);
    private const double LongMs = 2000, ShortMs = 50;

    [QemuTheory]
    [InlineData(true)]
    [InlineData(false)]
    public void AFrameThatIsLoopedBackStaysInTheRing(bool isGuarded)
    {
        using var guests = new TwoGuests("rtl8139", "c_mode", LongMs, isGuarded ? [] : [(", \"frame_is_short{index}\"", "")]);
        var attacker = guests.Add("attacker", (0, async (io, memory) =>
        {
            memory.Write(Buffer, [.. Enumerable.Repeat(Filler, 0x2000)]);
            await ListenAsync(io);
            await io.Write(0x40, 4, 0x0006_0700); // loopback
            await io.Write(0x20, 4, Buffer);
            await io.Write(0x24, 4, Buffer);
            await io.Write(0x10, 4, 0x2000 - 20 + 8); // the next frame begins 4 bytes before the end of the ring
            await io.Write(0x38, 2, 0x2000 - 4 - 16); // all of it is read
            await io.Write(0x14, 4, 0x1fff);
        }));
        guests.Add("victim");

        guests.Run();

        Assert.Equal(0, guests.Count(1, Filler));
        Assert.Equal(isGuarded, attacker.Counts.Denied > 0);
    }

    [QemuTheory]
    [InlineData(true)]
    [InlineData(false)]
    public void AFrameFromTheWireStaysInTheRing(bool isGuarded)
    {
        using var guests = new TwoGuests("rtl8139", "c_mode", LongMs, isGuarded ? [] : [("max(2048, frames.longest + 8)", "2048"), (".SIZE <= frames.longest", ".SIZE <= 1518"), ("longest: 1518", "longest: 65535")]);
        guests.Add("attacker", (0, async (io, _) =>
        {
            await ListenAsync(io);
            guests.Wire.Coming.Enqueue([.. Enumerable.Repeat(Filler, 24_560)]);
            await io.Wait(io.NowNs + 50_000_000);
        }));
        guests.Add("victim");

        guests.Run();

        Assert.Equal(0, guests.Count(1, Filler));
        Assert.Equal(isGuarded ? 1 : 0, guests.Multiplexer.FramesTooLong);
    }

    [QemuTheory]
    [InlineData(true, 0)]
    [InlineData(false, 100)]
    public void PartsOfAFrameThatTheLastGuestHasBegunAreNotSentByTheNext(bool isGuarded, int leaked)
    {
        using var guests = new TwoGuests("rtl8139", "qemu", ShortMs, isGuarded ? [] : [("holds: not tx_open and not high_open,", "holds: \"true or not tx_open and not high_open\","), ("transmit_ring_aligned, begins_once,", "transmit_ring_aligned,")]);
        guests.Add("victim", (0, async (io, memory) => await SendPartAsync(io, memory, TwoGuests.Secret, 0x2000_0000)));
        guests.Add("attacker", (1, async (io, memory) => await SendPartAsync(io, memory, Filler, 0x1000_0000)));

        guests.Run();

        Assert.Equal(leaked, guests.Wire.Sent.Select(frame => frame.Count(each => each == TwoGuests.Secret)).DefaultIfEmpty().Max());
    }

    [QemuFact]
    public void PartsOfAFrameAreAddedUp()
    {
        using var guests = new TwoGuests("rtl8139", "qemu", LongMs);
        var guest = guests.Add("guest", (0, async (io, memory) =>
        {
            await StartAsync(io);
            foreach (var last in new[] { 759, 760 })
            {
                Part(memory, 0, Buffer, 759, 0x2000_0000);
                Part(memory, 1, Buffer, last, 0x5000_0000);
                await io.Write(0xd9, 1, 0x40);
                await io.Read(0x3e, 2);
            }
        }));

        guests.Run();

        Assert.Equal([1518], guests.Wire.Sent.Select(frame => frame.Length));
        Assert.Equal(1, guest.Counts.Denied);
    }

    /// <summary>Listens to everything, with a ring that ends with the guest's memory.</summary>
    private static async Task ListenAsync(GuestIo io)
    {
        await io.Write(0x37, 1, 0x10);
        await io.Write(0x37, 1, 0x0c);
        await io.Write(0x30, 4, ReceiveRing);
        await io.Write(0x44, 4, 0xe78f);
    }

    private static async Task StartAsync(GuestIo io)
    {
        await io.Write(0x37, 1, 0x10);
        await io.Write(0xe0, 2, 0x0003);
        await io.Write(0x20, 4, Ring);
        await io.Write(0x24, 4, 0);
        await io.Write(0x37, 1, 0x04);
    }

    /// <summary>Sends a part of 100 bytes, after which the ring begins again.</summary>
    private static async Task SendPartAsync(GuestIo io, DriverMemory memory, byte fill, uint place)
    {
        memory.Write(Buffer, [.. Enumerable.Repeat(fill, 100)]);
        await StartAsync(io);
        Part(memory, 0, Buffer, 100, place | 0x4000_0000);
        await io.Write(0xd9, 1, 0x40);
        await io.Read(0x3e, 2);
        await io.Write(0x3e, 2, 0xffff);
    }

    private static void Part(DriverMemory memory, uint index, ulong buffer, int length, uint place)
    {
        memory.Write64(Ring + index * 16 + 8, buffer);
        memory.Write64(Ring + index * 16, 0x8000_0000 | place | (uint)length);
    }
}
