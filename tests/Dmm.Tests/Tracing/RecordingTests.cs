using System.Text;
using Dmm.Devices;
using Dmm.Tracing;

namespace Dmm.Tests.Tracing;

/// <summary>Recordings of real drivers. The numbers were counted with grep in the logs.</summary>
public sealed class RecordingTests
{
    [Theory]
    [InlineData("ne2k_pci-boot", 515, 772, 9, 12)]
    [InlineData("ne2k_pci-cycle", 1_121, 3_077, 30, 72)]
    [InlineData("ne2k_pci-down", 280_552, 27_999, 427, 12)]
    public void RecordingHoldsWhatWasCounted(string name, int reads, int writes, int raises, int marks)
    {
        using var reader = TraceReaders.Open(File.OpenRead(RepositoryFiles.Recording(name)), Ne2k);
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
        var device = Reading.Of(File.OpenRead(RepositoryFiles.Recording("ne2k_pci-boot")), Ne2k).Device;
        Assert.Equal(new PciIdentity(0x10ec, 0x8029), device.Id);
        Assert.Equal(new PciIdentity(0x1af4, 0x1100), device.Subsystem);
        Assert.Equal("00:03.0", device.PciAddress);
        Assert.Equal([new TraceRegion(0, RegionSpace.Port, 0xc000, 0x100)], device.Regions);
    }

    [Fact]
    public void InterruptLineRisesAndFallsInTurn()
    {
        var levels = Reading.Of(File.OpenRead(RepositoryFiles.Recording("ne2k_pci-down")), Ne2k).Events
            .Where(one => one.Kind == TraceEventKind.InterruptLine)
            .Select(one => one.Value)
            .ToList();
        Assert.Equal(Enumerable.Range(0, 854).Select(i => 1UL - (ulong)i % 2), levels);
    }

    [Fact]
    public void TimesAddUpToThoseOfTheFirstAndLastEvent()
    {
        using var reader = TraceReaders.Open(File.OpenRead(RepositoryFiles.Recording("ne2k_pci-boot")), Ne2k);
        Assert.Equal(1_795_226_538_436_590UL - 1_795_226_534_434_123UL, TraceSummary.Of(reader).DurationUs);
    }

    [Theory]
    [InlineData("ne2k_pci-boot")]
    [InlineData("ne2k_pci-cycle")]
    [InlineData("ne2k_pci-down")]
    public void ConvertedRecordingHoldsTheSameEvents(string name)
    {
        using var converted = new MemoryStream();
        using (var reader = TraceReaders.Open(File.OpenRead(RepositoryFiles.Recording(name)), Ne2k))
        using (var writer = new BinaryTraceWriter(converted, name, leaveOpen: true))
            TraceConversion.Copy(reader, writer);
        var log = Reading.Of(File.OpenRead(RepositoryFiles.Recording(name)), Ne2k);
        var binary = Reading.Of(converted.ToArray());
        Assert.Equal(log.Events, binary.Events);
        Reading.AssertSameDevice(log.Device, binary.Device);
        Assert.Empty(binary.Problems);
        Assert.Equal(name, binary.Source);
    }

    /// <summary>Stock QEMU has none of the instrumented lines; the interrupt then comes from the interrupt controller's lines alone.</summary>
    [Fact]
    public void StockQemuTellsTheSame()
    {
        var instrumented = Encoding.UTF8.GetString(Reading.Ungzip(RepositoryFiles.Recording("ne2k_pci-cycle")));
        var stock = string.Join('\n', instrumented.Split('\n').Where(line => !line.Contains(":nic_", StringComparison.Ordinal) && !line.Contains(":x86_hw_int", StringComparison.Ordinal)));

        Assert.Equal(
            Reading.Of(instrumented, Ne2k).Events.Select(one => (one.Kind, one.Offset, one.Value)),
            Reading.Of(stock, Ne2k).Events.Select(one => (one.Kind, one.Offset, one.Value)));
    }

    [Fact]
    public void CompressedAndPlainAreTheSame()
    {
        var path = RepositoryFiles.Recording("ne2k_pci-boot");
        Reading.AssertSame(Reading.Of(Reading.Ungzip(path), Ne2k), Reading.Of(File.ReadAllBytes(path), Ne2k));
    }

    [Fact]
    public void SmallBatchesHoldTheSameEventsAsLargeOnes()
    {
        var log = Reading.Ungzip(RepositoryFiles.Recording("ne2k_pci-cycle"));
        Reading.AssertSame(Reading.Of(log, Ne2k), Reading.Of(log, Ne2k, TraceBatch.LeastCapacity));
    }

    private static TraceReaderOptions Ne2k => new() { PciIds = [new PciIdentity(0x10ec, 0x8029)], IsaBases = [0x300, 0x280] };
}
