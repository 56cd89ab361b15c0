using Dmm.Tracing;
using FsCheck;
using FsCheck.Fluent;

namespace Dmm.Tests.Ne2k;

/// <summary>What a guest of an NE2000 may do, for properties.</summary>
internal static class AccessSequences
{
    /// <summary>Accesses near the device: mostly known offsets, commands that start things, all sizes, a few beyond the region.</summary>
    public static Arbitrary<TraceEvent[]> Any { get; } = (
        from kind in Gen.Elements(TraceEventKind.Read, TraceEventKind.Write, TraceEventKind.Write)
        from offset in Gen.Frequency((9, Gen.Choose(0, 0x1f)), (1, Gen.Choose(0, 0x10000)))
        from size in Gen.Frequency((6, Gen.Constant(1)), (1, Gen.Constant(2)), (1, Gen.Constant(4)), (1, Gen.Constant(8)))
        from low in Gen.Elements<ulong>(0x00, 0x01, 0x02, 0x05, 0x0a, 0x12, 0x1a, 0x21, 0x22, 0x26, 0x40, 0x4c, 0x60, 0x61, 0x80, 0xff)
        from high in Gen.Frequency((4, Gen.Constant(0UL)), (1, ArbMap.Default.GeneratorFor<ulong>()))
        select new TraceEvent(kind, 0, size, (uint)offset, low | (high << 8))).ArrayOf(200).ToArbitrary();
}
