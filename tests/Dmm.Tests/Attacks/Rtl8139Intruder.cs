using System.Buffers.Binary;
using Dmm.Memory;

namespace Dmm.Tests.Attacks;

/// <summary>What a guest might do to an RTL8139, drawn at random: mostly what makes some sense, so that it comes far, with addresses around the ends of its memory.</summary>
internal sealed class Rtl8139Intruder(Random random, IGuestMemory memory)
{
    private static readonly uint[] Places = [0x10, 0x14, 0x18, 0x1c, 0x20, 0x24, 0x28, 0x2c, 0x30, 0x37, 0x44, 0xd9, 0xe0, 0xe4, 0xe8];
    private static readonly uint[] Ends = [0x10000, 0x90000, 0x100000, 0x200000, 0x400000];

    private readonly ulong[] rings = [0x110000, 0x1ffc00, 0x3fff00, 0x8ff00];

    /// <summary>The next accesses: offset, size and value.</summary>
    public IEnumerable<(uint Offset, int Size, uint Value)> Next() => random.Next(16) switch
    {
        0 => [(0x37, 1, 0x10)],
        1 => [(0x37, 1, (uint)random.Next(4) << 2)],
        2 or 3 =>
            [(0x37, 1, 0x10), (0xe0, 2, 0x0b), (0xe4, 4, Ring()), (0xe8, 4, High()), (0x20, 4, Ring()), (0x24, 4, High()), (0x28, 4, Ring()), (0x2c, 4, 0), (0x37, 1, 0x0c), (0x44, 4, Setup())],
        4 or 5 => [(0x37, 1, 0x10), (0x30, 4, Address()), (0x37, 1, 0x0c), (0x44, 4, Setup()), .. Slots(0x20)],
        6 => [(0x44, 4, Setup())],
        7 or 8 => [(0xd9, 1, (uint)random.Next(1, 4) << 6)],
        9 => [(0xe0, 2, random.Next(3) == 0 ? (uint)random.Next(32) : random.Next(2) == 0 ? 0u : 0x1bu)],
        10 or 11 => Slots(0x10),
        12 => [((uint)(0x20 + 4 * random.Next(5)), 4, random.Next(3) == 0 ? High() : Address())],
        13 => Slots(0x20),
        14 => [(Places[random.Next(Places.Length)], 4, Address() | (uint)random.Next(16))],
        _ => [(Places[random.Next(Places.Length)] + (uint)random.Next(4), 1 << random.Next(3), (uint)random.NextInt64(1L << 32))],
    };

    /// <summary>Fills a ring with entries, the last of which may be missing.</summary>
    public void FillRing()
    {
        var at = rings[random.Next(rings.Length)];
        var entries = random.Next(1, 65);
        Span<byte> entry = stackalloc byte[16];
        for (var i = 0; i < entries; i++)
        {
            var flags = (random.Next(8) == 0 ? 0u : 1u << 31) | (i == entries - 1 && random.Next(4) != 0 ? 1u << 30 : 0) | (uint)random.Next(4) << 28;
            BinaryPrimitives.WriteUInt32LittleEndian(entry, flags | (uint)(random.Next(8) == 0 ? random.Next(0x10000) : 1600));
            BinaryPrimitives.WriteUInt64LittleEndian(entry[8..], random.Next(12) == 0 ? Address() | (ulong)High() << 32 : 0x140000u + 0x800u * (uint)i);
            memory.TryWrite(at + (ulong)(16 * i), entry);
        }
    }

    /// <summary>All four slots, one of which is the one whose turn it is: their lengths, or their addresses.</summary>
    private IEnumerable<(uint Offset, int Size, uint Value)> Slots(uint first) => Enumerable.Range(0, 4).Select(slot =>
        (first + 4 * (uint)slot, 4, first == 0x20 ? Address() : (uint)random.Next(0x2000) | (random.Next(6) == 0 ? Address() : 0)));

    private uint Ring() => random.Next(8) == 0 ? Address() : (uint)rings[random.Next(rings.Length)];

    private uint Setup() => (uint)(random.Next(4) << 11 | random.Next(2) << 7 | (random.Next(4) == 0 ? 0 : 0x0e));

    private uint High() => random.Next(6) == 0 ? (uint)random.Next(3) : 0;

    private uint Address() => random.Next(6) switch
    {
        0 => (Ends[random.Next(Ends.Length)] - (uint)random.Next(-64, 0x14000)) & ~3u,
        1 => Ends[random.Next(Ends.Length)] - (uint)(4 * random.Next(1, 16)),
        2 => (uint)random.NextInt64(1L << 32),
        _ => (uint)(0x100000 + 256 * random.Next(0x800)),
    };
}
