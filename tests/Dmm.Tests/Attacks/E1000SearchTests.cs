using System.Buffers.Binary;
using Dmm.Memory;
using Dmm.Tracing;

namespace Dmm.Tests.Attacks;

/// <summary>Random guests against an 8254x: whatever their monitor allows, no DMA of the device leaves their memory.</summary>
/// <remarks>Memory stays as it is while a guest runs; that it cannot be changed behind a check is what shadows of the rings are for.</remarks>
public class E1000SearchTests
{
    private const int Guests = 2000, Writes = 60;
    private const uint OneRing = 0x110000, OtherRing = 0x1fff80;

    private static readonly MemoryWindow[] Windows = [new(0x100000, 0x100000, 0x100000), new(0x200000, 0x80000, 0x200000)];
    private static readonly uint[] Addresses = [OneRing, OneRing, OneRing, OtherRing, 0x27ff80, 0x300000, 0, 0xffffff80, OneRing + 0x80];
    private static readonly uint[] Lengths = [0x80, 0x100, 0x100, 0x100, 0, 0x70, 0x200, 0xfff80, 0xffffffff];
    private static readonly uint[] Entries = [0, 0, 0, 1, 2, 5, 7, 8, 15, 16, 0xffff, 0x10003];
    private static readonly uint[] Controls = [0, 2, 2, 2, 2, 0x10002, 0x2010002, 0x2010000, 0x2020002, 0x402];
    private static readonly ulong[] Buffers = [0x130000, 0x130000, 0x130000, 0x130000, 0, 0x1fff00, 0x27f800, 0x27f801, 0x300000, 0x100130000, ulong.MaxValue];

    /// <summary>Half of the guests begin with both units at work, for few find the way there.</summary>
    private static readonly (uint Register, uint Value)[] Placed =
    [
        (0x2800, OneRing), (0x2804, 0), (0x2808, 0x100), (0x2810, 0), (0x2818, 0), (0x3800, OneRing), (0x3804, 0), (0x3808, 0x100), (0x3810, 0), (0x3818, 0),
        (0x100, 2), (0x400, 2),
    ];

    [Theory]
    [InlineData("i82540em", 2)]
    [InlineData("qemu", 1)]
    public void NoGuestReachesBeyondItsMemory(string variant, int io)
    {
        var start = Monitored.By("e1000", variant);
        var (allowed, denied, reached) = (0, 0, 0);
        for (var seed = 0; seed < Guests; seed++)
        {
            var random = new Random(seed);
            var memory = MemoryOf(random);
            var monitor = start(memory);
            var device = new E1000Device(memory, variant == "qemu");
            var made = new List<(bool IsIo, uint Offset, int Size, uint Value)>();
            for (var i = 0; i < Writes; i++)
            {
                var (isIo, offset, size, value) = i < Placed.Length && seed % 2 == 0 ? (false, Placed[i].Register, 4, Placed[i].Value) : WriteOf(random);
                if (monitor.Access(new TraceEvent(TraceEventKind.Write, isIo ? io : 0, size, offset, value)).IsAllowed)
                {
                    allowed++;
                    made.Add((isIo, offset, size, value));
                    device.Write(isIo, offset, value);
                }
                else
                    denied++;
                device.Receive();
                Assert.True(device.Escaped is null, $"guest {seed} lets the device reach {device.Escaped} by:\n"
                    + string.Join('\n', made.Select(each => $"w {(each.IsIo ? "io" : "mmio")}+0x{each.Offset:x} {each.Size} 0x{each.Value:x}")));
            }
            reached += device.Reached;
        }
        Assert.True(allowed > Guests && denied > Guests && reached > Guests, $"{allowed} allowed, {denied} denied, {reached} ranges reached: too little to tell anything");
    }

    private static ArrayMemory MemoryOf(Random random)
    {
        var memory = new ArrayMemory(new byte[0x180000], Windows);
        Span<byte> entry = stackalloc byte[16];
        for (var i = 0UL; i < 32; i++)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(entry, random.Next(3) > 0 ? Buffers[0] : Buffers[random.Next(Buffers.Length)]);
            uint[] commands = [0x0b000040, 0x0b000040, 0x2b100040, 0x2b1fffff, 0x20000000, 0x2b300040, 0x0b00ffff];
            BinaryPrimitives.WriteUInt64LittleEndian(entry[8..], random.Next(3) > 0 ? commands[0] : commands[random.Next(commands.Length)]);
            memory.TryWrite(OneRing + 16 * i, entry);
        }
        return memory;
    }

    /// <summary>A write to a register of a ring or of a unit, most often of all its bytes and in the memory-mapped region.</summary>
    private static (bool IsIo, uint Offset, int Size, uint Value) WriteOf(Random random)
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
            _ => (0u, 0x4000240u),
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
