using Dmm.Tracing;

namespace Dmm.Tests.Tracing;

/// <summary>Recordings of real drivers. The numbers were counted with grep in the logs.</summary>
public sealed class RecordingTests
{
    [Theory]
    [InlineData("ne2k_pci-boot", 515, 772, 9, 12)]
    [InlineData("ne2k_pci-cycle", 1_121, 3_077, 30, 72)]
    [InlineData("ne2k_pci-stock", 189_832, 145_166, 812, 82)]
    public void RecordingHoldsWhatWasCounted(string name, int reads, int writes, int raises, int marks)
    {
        using var reader = TraceReaders.Open(File.OpenRead(Repository.Recording(name)), Ne2k);
        var summary = TraceSummary.Of(reader);
        Assert.Null(summary.Unreadable);
        Assert.Equal(reads, summary.CountOf(TraceEventKind.Read));
        Assert.Equal(writes, summary.CountOf(TraceEventKind.Write));
        Assert.Equal(raises, summary.InterruptRaises);
        Assert.Equal(marks, summary.CountOf(TraceEventKind.Mark));
        Assert.Equal(0, summary.ProblemCount);
        Assert.Equal(0, summary.SkippedLines);
        Assert.Empty(summary.Notes);
    }

    [Fact]
    public void RecordingNamesItsDevice()
    {
        var device = Reading.Of(File.OpenRead(Repository.Recording("ne2k_pci-boot")), Ne2k).Device;
        Assert.Equal(new PciIdentity(0x10ec, 0x8029), device.Id);
        Assert.Equal(new PciIdentity(0x1af4, 0x1100), device.Subsystem);
        Assert.Equal("00:03.0", device.PciAddress);
        Assert.Equal([new TraceRegion(0, TraceSpace.Port, 0xc000, 0x100)], device.Regions);
    }

    [Fact]
    public void InterruptLineRisesAndFallsInTurn()
    {
        var levels = Reading.Of(File.OpenRead(Repository.Recording("ne2k_pci-stock")), Ne2k).Events
            .Where(one => one.Kind == TraceEventKind.InterruptLine)
            .Select(one => one.Value)
            .ToList();
        Assert.Equal(Enumerable.Range(0, 1_624).Select(i => 1UL - (ulong)i % 2), levels);
    }

    [Fact]
    public void TimesAddUpToThoseOfTheFirstAndLastEvent()
    {
        using var reader = TraceReaders.Open(File.OpenRead(Repository.Recording("ne2k_pci-boot")), Ne2k);
        Assert.Equal(1_795_226_538_436_590UL - 1_795_226_534_434_123UL, TraceSummary.Of(reader).DurationUs);
    }

    [Theory]
    [InlineData("ne2k_pci-boot")]
    [InlineData("ne2k_pci-cycle")]
    [InlineData("ne2k_pci-stock")]
    public void ConvertedRecordingHoldsTheSameEvents(string name)
    {
        using var converted = new MemoryStream();
        using (var reader = TraceReaders.Open(File.OpenRead(Repository.Recording(name)), Ne2k))
        using (var writer = new BinaryTraceWriter(converted, name, leaveOpen: true))
            TraceConversion.Copy(reader, writer);
        var log = Reading.Of(File.OpenRead(Repository.Recording(name)), Ne2k);
        var binary = Reading.Of(converted.ToArray());
        Assert.Equal(log.Events, binary.Events);
        Reading.AssertSameDevice(log.Device, binary.Device);
        Assert.Empty(binary.Problems);
        Assert.Equal(name, binary.Source);
    }

    [Fact]
    public void CompressedAndPlainAreTheSame()
    {
        var path = Repository.Recording("ne2k_pci-boot");
        Reading.AssertSame(Reading.Of(Reading.Ungzip(path), Ne2k), Reading.Of(File.ReadAllBytes(path), Ne2k));
    }

    [Fact]
    public void SmallBatchesHoldTheSameEventsAsLargeOnes()
    {
        var log = Reading.Ungzip(Repository.Recording("ne2k_pci-cycle"));
        Reading.AssertSame(Reading.Of(log, Ne2k), Reading.Of(log, Ne2k, TraceBatch.LeastCapacity));
    }

    private static TraceReaderOptions Ne2k => new() { PciIds = [new PciIdentity(0x10ec, 0x8029)], IsaBases = [0x300, 0x280] };
}
