using Passthrough.Guests.Scripted;
using Passthrough.Tests.Qemu;

namespace Passthrough.Tests.ChipState;

/// <summary>Frames that are longer than any of Ethernet, looped back inside the chip: they end where the buffers end that the guest gave.</summary>
public class LongFrameTests
{
    private const byte Filler = 0x33, Canary = 0x77;
    private const ulong Buffer = 0x10000, Receive = 0x40000;
    private const double LongMs = 2000;

    [QemuTheory]
    [InlineData(9_000, false, true)]
    [InlineData(16_288, false, false)] // more than all its buffers hold
    [InlineData(5_000, true, true)]
    public void AnE1000FillsTheBuffersThatItHasAndNoOthers(int byteCount, bool withNull, bool comesIn)
    {
        using var guests = new TwoGuests("e1000", "qemu", LongMs);
        FillVictim(guests);
        guests.Add("guest", (0, async (io, memory) =>
        {
            const int bufferBytes = 2048, given = 5;
            var nic = new E1000ByHand(io, memory);
            Prepare(memory, byteCount);
            await io.Write(0x20, 4, 0x0420_5140); // the PHY loops frames back
            for (var i = 0u; i < 8; i++)
            {
                memory.Write64(0x2000 + i * 16, withNull && i % 2 == 1 ? 0 : Receive + i * bufferBytes);
                memory.Write64(0x2000 + i * 16 + 8, 0);
            }
            await io.Write(0x2800, 4, 0x2000);
            await io.Write(0x2804, 4, 0);
            await io.Write(0x2808, 4, 128);
            await io.Write(0x2810, 4, 0);
            await io.Write(0x2818, 4, given);
            await io.Write(0x100, 4, 0x0000_803e); // all addresses, bad and long frames too
            await io.Wait(io.NowNs + 1_200_000_000); // QEMU takes nothing for a second
            await nic.StartAsync();
            nic.Legacy(Buffer, byteCount, E1000ByHand.End);
            await nic.RingAsync();
            await io.Read(8, 4);
            AssertWithin(memory, given * bufferBytes, comesIn);
        }));
        guests.Add("victim");

        guests.Run();

        AssertVictimIsWhole(guests);
    }

    [QemuFact]
    public void APcnetFillsTheEntriesThatItHasAndNoOthers()
    {
        using var guests = new TwoGuests("pcnet", "am79c970a", LongMs);
        FillVictim(guests);
        guests.Add("guest", (0, async (io, memory) =>
        {
            const ulong block = 0x1000, receiveRing = 0x2000, transmitRing = 0x3000;
            Prepare(memory, 4096);
            memory.Write(block, new byte[28]);
            memory.Write64(block, 0x1010_8004); // two entries each; all addresses, looped back
            memory.Write64(block + 20, receiveRing | transmitRing << 32);
            for (var i = 0u; i < 2; i++)
            {
                memory.Write64(receiveRing + i * 16, Receive + i * 1000 | (ulong)(0xf000 | 4096 - 1000) << 32 | 0x8000UL << 48);
                memory.Write64(transmitRing + i * 16, Buffer | (ulong)(0xf000 | 4096 - 2040) << 32 | (i == 0 ? 0x8200UL : 0x8100UL) << 48);
            }
            await SetAsync(io, 20, 2, isBus: true);
            await SetAsync(io, 1, (ushort)block);
            await SetAsync(io, 2, 0);
            await SetAsync(io, 0, 0x0001);
            await SetAsync(io, 0, 0x0102);
            await SetAsync(io, 0, 0x0008);
            await io.Wait(io.NowNs + 5_000_000);
            AssertWithin(memory, 2000, comesIn: true);
        }));
        guests.Add("victim");

        guests.Run();

        AssertVictimIsWhole(guests);
    }

    private static async Task SetAsync(GuestIo io, ushort register, ushort value, bool isBus = false)
    {
        await io.Write(0x12, 2, register);
        await io.Write(isBus ? 0x16u : 0x10u, 2, value);
    }

    private static void Prepare(DriverMemory memory, int byteCount)
    {
        memory.Write(Receive - 0x1000, [.. Enumerable.Repeat(Canary, 0x20000)]);
        memory.Write(Buffer, [.. Enumerable.Repeat(Filler, byteCount)]);
    }

    /// <summary>Nothing around the buffers has changed, and something in them if the frame came in.</summary>
    private static void AssertWithin(DriverMemory memory, int byteCount, bool comesIn)
    {
        var bytes = new byte[0x20000];
        memory.Read(Receive - 0x1000, bytes);
        Assert.Equal(-1, bytes.AsSpan(0, 0x1000).IndexOfAnyExcept(Canary));
        Assert.Equal(-1, bytes.AsSpan(0x1000 + byteCount).IndexOfAnyExcept(Canary));
        Assert.Equal(comesIn, bytes.Contains(Filler));
    }

    private static void FillVictim(TwoGuests guests) => Assert.True(guests.MemoryOf(1).TryWrite(0, [.. Enumerable.Repeat(Canary, TwoGuests.GuestBytes)]));

    private static void AssertVictimIsWhole(TwoGuests guests) => Assert.Equal(TwoGuests.GuestBytes, guests.Count(1, Canary));
}
