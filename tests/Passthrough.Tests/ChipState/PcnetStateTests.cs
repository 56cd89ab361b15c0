using Passthrough.Guests.Scripted;
using Passthrough.Tests.Qemu;

namespace Passthrough.Tests.ChipState;

/// <summary>A frame that one guest of a PCnet has begun, and another would end.</summary>
/// <remarks>QEMU forgets it whenever it looks at the ring again; a chip has it in its FIFO. So the control shows the hand-off, and no bytes.</remarks>
public class PcnetStateTests
{
    private const ulong Block = 0x1000, ReceiveRing = 0x2000, TransmitRing = 0x3000, Buffer = 0x4000;
    private const ushort Begins = 0x0200, Ends = 0x0100;
    private const double ShortMs = 50;

    [QemuTheory]
    [InlineData(true, Begins, 1)]
    [InlineData(false, Begins, 0)]
    [InlineData(true, Begins | Ends, 0)]
    public void AChipWithAFrameThatIsBegunIsNotHandedOverButReset(bool isGuarded, ushort place, int evictions)
    {
        using var guests = new TwoGuests("pcnet", "am79c970a", ShortMs, isGuarded ? [] : [("holds: not tx_open,", "holds: \"true or not tx_open\",")]);
        var victim = guests.Add("victim", (0, async (io, memory) => await SendAsync(io, memory, TwoGuests.Secret, place)));
        guests.Add("attacker", (1, async (io, memory) => await SendAsync(io, memory, 0x33, Ends)));

        guests.Run();

        Assert.Equal(evictions, victim.Counts.Evictions);
        Assert.Equal((place & Ends) != 0 ? 1 : 0, guests.Wire.Sent.Count(frame => frame.Contains(TwoGuests.Secret)));
        Assert.DoesNotContain(guests.Wire.Sent, frame => frame.Contains(TwoGuests.Secret) && frame.Contains((byte)0x33));
    }

    /// <summary>Starts the chip and gives it one entry of 100 bytes.</summary>
    private static async Task SendAsync(GuestIo io, DriverMemory memory, byte fill, ushort place)
    {
        memory.Write(Buffer, [.. Enumerable.Repeat(fill, 100)]);
        memory.Write(Block, new byte[28]);
        memory.Write64(Block + 20, ReceiveRing | TransmitRing << 32); // rings of one entry each
        memory.Write(ReceiveRing, new byte[16]);
        memory.Write(TransmitRing, new byte[16]);
        await io.Read(0x14, 2);
        await SetAsync(io, 20, 2, isBus: true);
        await SetAsync(io, 1, (ushort)Block);
        await SetAsync(io, 2, 0);
        await SetAsync(io, 0, 0x0001);
        await SetAsync(io, 0, 0x0102); // STRT; IDON is acknowledged
        memory.Write64(TransmitRing, Buffer | (ulong)(0xf000 | 4096 - 100) << 32 | (ulong)(0x8000 | place) << 48);
        await SetAsync(io, 0, 0x0008);
        await io.Wait(io.NowNs + 5_000_000);
        await SetAsync(io, 0, 0x7f00);
    }

    private static async Task SetAsync(GuestIo io, ushort register, ushort value, bool isBus = false)
    {
        await io.Write(0x12, 2, register);
        await io.Write(isBus ? 0x16u : 0x10u, 2, value);
    }
}
