using Dmm.Compilation;
using Dmm.Modeling.Model;
using Dmm.Tests.Semantics;
using FsCheck;
using FsCheck.Fluent;

namespace Dmm.Tests.Compilation;

public class DmaRangesTests
{
    private static readonly DeviceModel Model = SmallDevice.Load("""
        registers: { AT: { at: io+0, size: 8 }, LEN: { at: io+8, size: 8 }, END: { at: io+16, size: 8 }, TO: { at: io+24, size: 8 } }
        windows: { ram: { space: card, at: 0, size: 0x1000 } }
        checks:
          ring: { dma: write, at: AT, length: LEN, within: ram, wraps: { at: END, to: TO }, because: it must stay on the card }
          line: { dma: write, at: old(AT), length: LEN, within: ram, because: it must stay on the card }
        rules: [{ on: write AT, check: [ring, line] }]
        """).Model!;

    /// <summary>Numbers near each other, so that many ranges wrap, and any others.</summary>
    private static readonly Gen<ulong> Numbers = Gen.Frequency(
        (3, Gen.Choose(0, 0x40).Select(number => (ulong)number)), (1, ArbMap.Default.GeneratorFor<ulong>()), (1, Gen.Constant(ulong.MaxValue)));

    private static DmaRanges Ring(ulong at, ulong length, ulong end, ulong to) => DmaRanges.Of(Model.Checks[0].Dma!, [0, at, length, end, to], -1, 0);

    [Theory]
    [InlineData(0x100, 0x80, 0x200, 0x10, 0x100, 0x80, 0, 0)]
    [InlineData(0x180, 0x80, 0x200, 0x10, 0x180, 0x80, 0, 0)]
    [InlineData(0x180, 0x90, 0x200, 0x10, 0x180, 0x80, 0x10, 0x10)]
    [InlineData(0x180, 0x90000, 0x200, 0x10, 0x180, 0x80, 0x10, 0x1f0)]
    [InlineData(0x200, 0x80, 0x200, 0x10, 0x200, 0x80, 0, 0)]
    [InlineData(0x180, 0x90, 0x200, 0x200, 0x180, 0x90, 0, 0)]
    [InlineData(0x180, 0x90, 0x200, 0x210, 0x180, 0x80, 0x210, 0x10)]
    [InlineData(0x180, 0x900, 0x200, 0x210, 0x180, 0x80, 0x210, 0x880)]
    public void ARangeIsSplitAtTheWrap(ulong at, ulong length, ulong end, ulong to, ulong start1, ulong length1, ulong start2, ulong length2) =>
        Assert.Equal(new DmaRanges(new DmaRange(start1, length1), new DmaRange(start2, length2)), Ring(at, length, end, to));

    [Fact]
    public void NoBytesAreOneEmptyRange()
    {
        Assert.True(Ring(0x180, 0, 0x200, 0x10).IsEmpty);
        Assert.Equal(new DmaRange(0x180, 0), Ring(0x180, 0, 0x200, 0x10).First);
    }

    [Fact]
    public void OldIsTheValueBeforeTheEvent() =>
        Assert.Equal(new DmaRange(7, 5), DmaRanges.Of(Model.Checks[1].Dma!, [0, 9, 5, 0, 0], 1, 7).First);

    [Fact]
    public void NoRangeIsLongerThanTheDmaAndTheSecondDoesNotLeaveTheRing() =>
        Prop.ForAll(Numbers.ArrayOf(4).ToArbitrary(), numbers =>
        {
            var (at, length, end, to) = (numbers[0], numbers[1], numbers[2], numbers[3]);
            var ranges = Ring(at, length, end, to);
            Assert.Equal(at, ranges.First.Start);
            Assert.True(ranges.First.Length <= length && ranges.Second.Length <= length - ranges.First.Length);
            Assert.True(ranges.Second.Length == 0 || (ranges.Second.Start == to && (to > end || ranges.Second.Length <= end - to)));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void ComputingThemAllocatesNothing()
    {
        ulong[] words = [0, 0x180, 0x90, 0x200, 0x10];
        var dma = Model.Checks[0].Dma!;
        DmaRanges.Of(dma, words, -1, 0);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
            DmaRanges.Of(dma, words, -1, 0);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
