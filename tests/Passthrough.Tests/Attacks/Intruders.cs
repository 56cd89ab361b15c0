using Dmm.Memory;
using Dmm.Tests.Attacks;
using Dmm.Tests.Pcnet;
using Dmm.Tracing;

namespace Passthrough.Tests.Attacks;

/// <summary>The random guests of the searches against models, as one sequence of accesses; what they do to their memory is done at once.</summary>
internal static class Intruders
{
    private static readonly MemoryWindow[] OfRtl8139 = [new(0x10000, 0x80000, 0x10000), new(0x100000, 0x100000, 0x100000), new(0x200000, 0x200000, 0x200000)];
    private static readonly MemoryWindow[] OfPcnet = [new(0x10000, 0x8000, 0x10000), new(0x18000, 0x8000, 0x18000), new(0x40000, 0x1000, 0x40000)];

    /// <summary>The memory that an intruder counts on.</summary>
    public static IReadOnlyList<MemoryWindow> WindowsOf(string model) => model switch
    {
        "rtl8139" => OfRtl8139,
        "pcnet" => OfPcnet,
        _ => E1000Intruder.Windows,
    };

    /// <summary>What it does, without end.</summary>
    public static IEnumerable<TraceEvent> AccessesOf(string model, int seed, IGuestMemory memory) => model switch
    {
        "rtl8139" => Rtl8139(new Random(seed), memory),
        "pcnet" => Pcnet(new RandomGuest(new Random(seed), memory, OfPcnet)),
        _ => E1000(new Random(seed), seed % 2 == 0, memory),
    };

    /// <summary>What it does at last. An e1000 is deaf for a second after each write of RCTL, so one in five listens once, and then waits.</summary>
    public static IEnumerable<TraceEvent> LastOf(string model, int seed)
    {
        const uint ring = 0x110000, length = 0x100, given = 2;
        (uint Register, uint Value)[] listens = [(0x100, 0), (0x2800, ring), (0x2804, 0), (0x2808, length), (0x2810, 0), (0x2818, 0), (0x100, 0x801a), (0x2818, given)];
        return model == "e1000" && seed % 5 == 0 ? listens.Select(each => new TraceEvent(TraceEventKind.Write, 0, 4, each.Register, each.Value)) : [];
    }

    private static IEnumerable<TraceEvent> Rtl8139(Random random, IGuestMemory memory)
    {
        var intruder = new Rtl8139Intruder(random, memory);
        while (true)
        {
            intruder.FillRing();
            foreach (var (offset, size, value) in intruder.Next())
                yield return new TraceEvent(TraceEventKind.Write, random.Next(2), size, offset, value);
        }
    }

    private static IEnumerable<TraceEvent> Pcnet(RandomGuest guest)
    {
        while (true)
            foreach (var access in guest.Next())
                yield return access;
    }

    private static IEnumerable<TraceEvent> E1000(Random random, bool isPlaced, IGuestMemory memory)
    {
        E1000Intruder.FillRing(random, memory);
        foreach (var (register, value) in isPlaced ? E1000Intruder.Placed : [])
            yield return new TraceEvent(TraceEventKind.Write, 0, 4, register, value);
        while (true)
        {
            if (random.Next(8) == 0)
                E1000Intruder.FillRing(random, memory);
            var (isIo, offset, size, value) = E1000Intruder.WriteOf(random);
            yield return new TraceEvent(TraceEventKind.Write, isIo ? 1 : 0, size, offset, value);
        }
    }
}
