using Dmm.Modeling.Model;
using Dmm.Monitoring;
using FsCheck;
using FsCheck.Fluent;
using Passthrough.Handoff;
using Passthrough.Tests.Multiplexing;

namespace Passthrough.Tests.Handoff;

/// <summary>Which bytes of a window are known.</summary>
public class CardBytesTests
{
    private static readonly WindowInfo Ram = Cards.Usual.Model.Windows.Single(window => window.Name == "ram");

    private static readonly Gen<MemoryRange> Ranges =
        from start in Gen.OneOf(Gen.Choose(0x3f00, 0x4200), Gen.Choose(0x7e00, 0x8100), Gen.Choose(0, 0xffff))
        from length in Gen.OneOf(Gen.Choose(0, 3), Gen.Choose(0, 300), Gen.Constant(int.MaxValue))
        select new MemoryRange((ulong)start, (ulong)length);

    [Fact]
    public void ItKnowsWhatWasMarkedAndNotForgottenSince() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(200), Prop.ForAll(Ranges.Zip(ArbMap.Default.GeneratorFor<bool>()).ListOf(8).Zip(Ranges).ToArbitrary(), each =>
        {
            var known = new CardBytes(Ram);
            var expected = new HashSet<ulong>();
            foreach (var (range, isMarked) in each.Item1)
            {
                var inside = Inside(range);
                if (isMarked)
                {
                    known.Mark(range);
                    expected.UnionWith(inside);
                }
                else
                {
                    known.Forget(range);
                    expected.ExceptWith(inside);
                }
            }
            Assert.Equal(expected.Count, known.KnownBytes);
            Assert.Equal(expected.Order(), known.Known().SelectMany(Inside));
            var asked = Inside(each.Item2);
            Assert.Equal(asked.All(expected.Contains), known.Knows(each.Item2));
            Assert.Equal(asked.Where(address => !expected.Contains(address)).Select(address => (ulong?)address).FirstOrDefault(), known.FirstUnknown(each.Item2)?.Start);
        }));

    private static List<ulong> Inside(MemoryRange range)
    {
        var inside = new List<ulong>();
        for (var at = Math.Max(range.Start, Ram.Start); at < Math.Min(range.End, Ram.Start + Ram.Size); at++)
            inside.Add(at);
        return inside;
    }
}
