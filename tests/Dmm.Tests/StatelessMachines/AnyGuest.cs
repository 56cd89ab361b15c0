using Dmm.Memory;
using Dmm.Modeling.Model;
using Dmm.Tracing;

namespace Dmm.Tests.StatelessMachines;

/// <summary>A guest that makes any access there is, with values that matter to some expression more often than not.</summary>
internal sealed class AnyGuest(DeviceModel model, int seed)
{
    private const ulong Start = 0x10_0000;
    private const int Bytes = 0x1000;

    private readonly Random random = new(seed);
    private readonly RegisterInfo[] registers = [.. model.Registers.Where(register => !model.Regions[register.Places[0].Region].IsBehindIndex)];
    private readonly RegisterInfo[] awaited = [.. model.Registers.Where(register => !model.Regions[register.Places[0].Region].IsBehindIndex && model.Rules.Any(rule => rule.On.Any(on => on.Register == register)))];

    /// <summary>Memory full of random bytes.</summary>
    public ArrayMemory MakeMemory()
    {
        var bytes = new byte[Bytes];
        random.NextBytes(bytes);
        return new ArrayMemory(bytes, [new MemoryWindow(Start, Bytes, Start)]);
    }

    /// <summary>An access to a register, half of them to one that an event waits for, most in a size that is listed; one in twenty goes anywhere.</summary>
    public TraceEvent NextAccess()
    {
        var some = random.Next(2) == 0 && awaited.Length > 0 ? awaited : registers;
        var register = some[random.Next(some.Length)];
        var place = register.Places[random.Next(register.Places.Count)];
        var offset = random.Next(20) == 0 ? (uint)random.Next(0x20) : place.Offset;
        var sizes = ListedSizes(register, place);
        var size = random.Next(8) == 0 ? 1 << random.Next(4) : sizes[random.Next(sizes.Count)];
        var value = ValueFor(register) >> (8 * place.ByteIndex) & (ulong.MaxValue >> (64 - 8 * size));
        return new TraceEvent(random.Next(3) == 0 ? TraceEventKind.Read : TraceEventKind.Write, model.Regions[place.Region].Number, size, offset, value);
    }

    private List<int> ListedSizes(RegisterInfo register, PlaceInfo place) =>
        register.StreamSizes.Count > 0 ? [.. register.StreamSizes] : [place.Size, .. register.PartSizes, .. model.Regions[place.Region].Spans];

    private ulong ValueFor(RegisterInfo register) => random.Next(10) switch
    {
        0 => (ulong)random.NextInt64(),
        1 => 1UL << random.Next(32),
        2 or 8 or 9 => Start + (ulong)random.Next(Bytes) / 16 * 16,
        3 => (ulong)random.Next(0x40),
        4 => (ulong)random.Next(0x1_0000),
        _ => register.Fields.Where(_ => random.Next(3) == 0).Aggregate(0UL, (value, field) => value | field.Mask & (ulong)random.NextInt64()),
    };
}
