using Dmm.Analysis.Shrinking;
using Dmm.Tests.Ne2k;
using Dmm.Tracing;

namespace Dmm.Tests.Shrinking;

/// <summary>What is left of a real recording with one access changed.</summary>
public class ShrinkerTests
{
    private static readonly TraceEvent[] Recording = Load();
    private static readonly DenialFinder Finder = new(Ne2kModel.Tables("dp8390"));
    private static readonly ShrinkResult Shrunk = new Shrinker(Finder, 10_000).Run(Recording)!;

    [Fact]
    public void TheSameIsDenied() => Assert.Equal("W CR is denied: frame_in_ram [TPSR=0xc0, TBCR=0x5a]", Finder.Find(Shrunk.Events.ToArray())?.Text);

    [Fact]
    public void FewAccessesAreLeft() => Assert.InRange(Shrunk.Events.Count, 3, 5);

    [Fact]
    public void NoneOfThemCanBeLeftOut()
    {
        Assert.True(Shrunk.IsLeast);
        Assert.All(Enumerable.Range(0, Shrunk.Events.Count), index =>
            Assert.False(Shrunk.Symptom.IsSameAs(Finder.Find(Shrunk.Events.Where((_, i) => i != index).ToArray()))));
    }

    [Fact]
    public void ItIsTheSameEveryTime() => Assert.Equal(Shrunk.Events, new Shrinker(Finder, 10_000).Run(Recording)!.Events);

    [Fact]
    public void ARecordingThatIsAllowedHasNothingToShrink() =>
        Assert.Null(new Shrinker(Finder, 100).Run(Recording.AsMemory(0, 100)));

    [Fact]
    public void WorkThatIsCutOffStillShowsTheSame()
    {
        var cut = new Shrinker(Finder, 5).Run(Recording)!;

        Assert.Equal(5, cut.Runs);
        Assert.False(cut.IsLeast);
        Assert.True(cut.Symptom.IsSameAs(Finder.Find(cut.Events.ToArray())));
        Assert.True(cut.Events.Count > Shrunk.Events.Count);
    }

    [Fact]
    public void TwoVariantsThatSayTheSameShowNoDifference() =>
        Assert.Null(new DifferenceFinder(Ne2kModel.Tables("dp8390"), Ne2kModel.Tables("rtl8029")).Find(Recording));

    /// <summary>A ring that ends above an NE2000's memory ends within that of QEMU, which has twice as much.</summary>
    [Fact]
    public void ADifferenceOfTwoVariantsIsWhatIsLeft()
    {
        var finder = new DifferenceFinder(Ne2kModel.Tables("dp8390"), Ne2kModel.Tables("qemu"));
        var edited = Recording.Select(each => each is { Kind: TraceEventKind.Write, Offset: 2, Value: 0x80 } ? each with { Value = 0xa0 } : each).ToArray();

        var shrunk = new Shrinker(finder, 10_000).Run(edited)!;

        Assert.Equal("W RCR is denied: ring_in_ram [PSTART=0x4c, PSTOP=0xa0] by ne2k/dp8390 and allowed by ne2k/qemu", shrunk.Symptom.Text);
        Assert.InRange(shrunk.Accesses, 4, 10);
    }

    private static TraceEvent[] Load()
    {
        using var reader = TraceReaders.Open(new MemoryStream(RepositoryFiles.Bytes("docs", "examples", "ne2k-escape.qemu.log.gz")),
            new TraceReaderOptions { PciIds = Ne2kModel.Load("dp8390").PciIds });
        return [.. RecordedEvents.Load(reader, Shrinker.MaxEvents)];
    }
}
