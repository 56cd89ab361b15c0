using System.Buffers.Binary;
using Dmm.Memory;
using Dmm.Tracing;

namespace Dmm.Tests.Pcnet;

/// <summary>What a guest might do to a PCnet: half of it as a driver would, so that the chip comes to run, and half of it anything.</summary>
/// <param name="random">Where chance comes from.</param>
/// <param name="memory">The guest's memory.</param>
/// <param name="windows">Where that is; addresses are chosen near the ends of it.</param>
internal sealed class RandomGuest(Random random, IGuestMemory memory, IReadOnlyList<MemoryWindow> windows)
{
    private static readonly ushort[] Numbers = [0, 0, 0, 1, 2, 3, 4, 5, 8, 12, 15, 16, 17, 18, 20, 24, 25, 28, 30, 31, 34, 58, 72, 74, 76, 78, 88, 112, 124, 0x80, 0xff];
    private static readonly ushort[] Values = [0, 1, 2, 3, 4, 5, 7, 8, 9, 0xc, 0x10, 0x40, 0x42, 0x48, 0x4a, 0xff, 0x100, 0x1000, 0x7fff, 0x8000, 0xffff];
    private static readonly ushort[] Commands = [2, 2, 2, 0x42, 0x42, 1, 3, 5, 7, 8, 9, 0xa, 0xc, 0xf];
    private static readonly int[] OddSizes = [1, 2, 4];

    private readonly uint home = (uint)windows[0].Start;

    private uint Block => home + 0x100;

    private uint ReceiveRing => home + 0x400;

    private uint TransmitRing => home + 0x800;

    /// <summary>The next accesses; what it does to its memory is done at once.</summary>
    public IEnumerable<TraceEvent> Next() => random.Next(12) switch
    {
        0 => Initialize(),
        1 => Csr(0, Pick(Commands)),
        2 or 3 => [.. Give(TransmitRing, 0x8300), .. Csr(0, 0x48)],
        4 or 5 => [.. Give(ReceiveRing, 0x8000), .. Csr(0, 0x40)],
        6 => Csr(0, 4),
        7 => Csr(5, (ushort)random.Next(2)),
        8 => [new TraceEvent(TraceEventKind.Read, random.Next(2), 2, 0x14, 0)],
        9 => Data(Pick(Numbers), random.Next(2) == 0 ? 0x10u : 0x16u, Pick(Values)),
        10 => [new TraceEvent(TraceEventKind.Write, random.Next(2), Pick(OddSizes), (uint)random.Next(0x20), Pick(Values))],
        _ => Spoil(),
    };

    private List<TraceEvent> Initialize()
    {
        Span<byte> block = stackalloc byte[28];
        block.Clear();
        block[2] = (byte)(random.Next(random.Next(8) == 0 ? 16 : 5) << 4);
        block[3] = (byte)(random.Next(random.Next(8) == 0 ? 16 : 5) << 4);
        BinaryPrimitives.WriteUInt32LittleEndian(block[20..], random.Next(8) == 0 ? Address() : ReceiveRing);
        BinaryPrimitives.WriteUInt32LittleEndian(block[24..], random.Next(8) == 0 ? Address() : TransmitRing);
        var at = random.Next(12) == 0 ? Address() : Block;
        memory.TryWrite(at, block);
        return [.. Csr(0, 4), .. Data(20, 0x16, (ushort)(random.Next(6) == 0 ? random.Next(5) : 2)), .. Csr(1, (ushort)at), .. Csr(2, (ushort)(at >> 16)), .. Csr(0, 1)];
    }

    /// <summary>Gives some entries of a ring, one of which may be bad.</summary>
    private IEnumerable<TraceEvent> Give(uint ring, ushort status)
    {
        Span<byte> entry = stackalloc byte[16];
        for (var left = random.Next(1, 5); left > 0; left--)
        {
            entry.Clear();
            var bytes = random.Next(8) == 0 ? 4096 : random.Next(1, 0x200);
            BinaryPrimitives.WriteUInt32LittleEndian(entry, random.Next(4) switch { 0 => Address(), 1 => Address(bytes), _ => home + 0x1000 });
            BinaryPrimitives.WriteUInt16LittleEndian(entry[4..], (ushort)-bytes);
            BinaryPrimitives.WriteUInt16LittleEndian(entry[6..], status);
            memory.TryWrite(ring + (uint)(16 * random.Next(16)), entry);
        }
        return [];
    }

    private IEnumerable<TraceEvent> Spoil()
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, Address());
        memory.TryWrite(home + 0x100 + (uint)(4 * random.Next(0x300)), bytes);
        return [];
    }

    /// <summary>An address from which so many bytes end where a window ends, or a little before or after.</summary>
    private uint Address(int bytes)
    {
        var window = windows[random.Next(windows.Count)];
        return (uint)(window.Start + window.Size) - (uint)bytes + (uint)random.Next(-2, 3);
    }

    /// <summary>An address near an end of a window, or anywhere.</summary>
    private uint Address()
    {
        if (random.Next(4) == 0)
            return (uint)random.NextInt64(1L << 32);
        var window = windows[random.Next(windows.Count)];
        return (uint)(window.Start + (random.Next(2) == 0 ? 0 : window.Size) + (ulong)(16 * random.Next(-32, 32)));
    }

    private List<TraceEvent> Csr(ushort number, ushort value) => Data(number, 0x10, value);

    private List<TraceEvent> Data(ushort number, uint offset, ushort value)
    {
        var bar = random.Next(2);
        return [new TraceEvent(TraceEventKind.Write, bar, 2, 0x12, number), new TraceEvent(TraceEventKind.Write, bar, 2, offset, value)];
    }

    private T Pick<T>(T[] from) => from[random.Next(from.Length)];
}
