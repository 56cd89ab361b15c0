using System.Buffers.Binary;
using Dmm.Memory;

namespace Dmm.Tests.Attacks;

/// <summary>What a guest might do to an 8254x, drawn at random: mostly what makes some sense, so that it comes far, with addresses around the ends of its memory.</summary>
internal static class E1000Intruder
{
    private const uint OneRing = 0x110000, OtherRing = 0x1fff80;

    private static readonly uint[] Addresses = [OneRing, OneRing, OneRing, OtherRing, 0x27ff80, 0x300000, 0, 0xffffff80, OneRing + 0x80];
    private static readonly uint[] Lengths = [0x80, 0x100, 0x100, 0x100, 0, 0x70, 0x200, 0xfff80, 0xffffffff];
    private static readonly uint[] Entries = [0, 0, 0, 1, 2, 5, 7, 8, 15, 16, 0xffff, 0x10003];
    private static readonly uint[] Controls = [0, 2, 2, 2, 2, 0x10002, 0x2010002, 0x2010000, 0x2020002, 0x402];
    private static readonly ulong[] Buffers = [0x130000, 0x130000, 0x130000, 0x130000, 0, 0x1fff00, 0x27f800, 0x27f801, 0x300000, 0x100130000, ulong.MaxValue];

    /// <summary>Half of the guests begin with both units at work, for few find the way there.</summary>
    public static readonly (uint Register, uint Value)[] Placed =
    [
        (0x2800, OneRing), (0x2804, 0), (0x2808, 0x100), (0x2810, 0), (0x2818, 0), (0x3800, OneRing), (0x3804, 0), (0x3808, 0x100), (0x3810, 0), (0x3818, 0),
        (0x100, 2), (0x400, 2),
    ];

    /// <summary>Its memory.</summary>
    public static IReadOnlyList<MemoryWindow> Windows { get; } = [new(0x100000, 0x100000, 0x100000), new(0x200000, 0x80000, 0x200000)];

    /// <summary>Fills the ring that it uses most.</summary>
    public static void FillRing(Random random, IGuestMemory memory)
    {
        Span<byte> entry = stackalloc byte[16];
        for (var i = 0UL; i < 32; i++)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(entry, random.Next(3) > 0 ? Buffers[0] : Buffers[random.Next(Buffers.Length)]);
            uint[] commands = [0x0b000040, 0x0b000040, 0x2b100040, 0x2b1fffff, 0x20000000, 0x2b300040, 0x0b00ffff];
            BinaryPrimitives.WriteUInt64LittleEndian(entry[8..], random.Next(3) > 0 ? commands[0] : commands[random.Next(commands.Length)]);
            memory.TryWrite(OneRing + 16 * i, entry);
        }
    }

    /// <summary>A write to a register of a ring or of a unit, most often of all its bytes and in the memory-mapped region.</summary>
    public static (bool IsIo, uint Offset, int Size, uint Value) WriteOf(Random random)
    {
        var ring = random.Next(2) == 0 ? 0x2800u : 0x3800u;
        var (register, value) = random.Next(12) switch
        {
            0 or 1 => (ring, Pick(Addresses)),
            2 => (ring + 4, random.Next(8) == 0 ? 1u : 0),
            3 or 4 => (ring + 8, Pick(Lengths)),
            5 => (ring + 0x10, Pick(Entries)),
            6 or 7 => (ring + 0x18, Pick(Entries)),
            8 or 9 => (0x100u, Pick(Controls)),
            10 => (0x400u, Pick(Controls)),
            _ => random.Next(4) == 0 ? (0u, 0x4000240u) : (ring + 0x18, Pick(Entries)), // a reset stops the chip, so it is rare
        };
        return random.Next(16) switch
        {
            0 => (true, 0, 4, register + (random.Next(4) == 0 ? 1u : 0)),
            1 => (true, 4, 4, value),
            2 => (false, register + (uint)random.Next(4), random.Next(2) + 1, value & 0xff),
            _ => (false, register, 4, value),
        };

        uint Pick(uint[] from) => from[random.Next(from.Length)];
    }
}
