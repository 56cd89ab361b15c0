using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Dmm.Tracing;
using FsCheck;
using FsCheck.Fluent;

namespace Dmm.Tests.Tracing;

public sealed class TraceEventTests
{
    [Fact]
    public void EventLiesInMemoryAsDocumented()
    {
        var one = new TraceEvent(TraceEventKind.Write, 5, 4, 0x11223344, 0x5566778899aabbcc, 0x1234);
        var bytes = MemoryMarshal.AsBytes(new ReadOnlySpan<TraceEvent>(ref one));
        Assert.Equal("02453412443322" + "11CCBBAA9988776655", Convert.ToHexString(bytes));
        Assert.Equal(TraceEvent.ByteCount, Unsafe.SizeOf<TraceEvent>());
    }

    [Fact]
    public void EventHoldsWhatItWasMadeOf() => Prop.ForAll<byte, uint, ulong>((bits, offset, value) =>
    {
        var (region, size) = (bits & 31, 1 << (bits >> 5 & 3));
        var one = new TraceEvent(TraceEventKind.Read, region, size, offset, value, (ushort)offset);
        return (one.Region, one.Size, one.Offset, one.Value, one.ElapsedUs) == (region, size, offset, value, (ushort)offset);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void BatchSmallerThanTheEventsOfALineIsRefused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new TraceBatch(TraceBatch.LeastCapacity - 1));
}
