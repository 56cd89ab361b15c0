using System.Globalization;
using System.Text;
using Dmm.Tracing;

namespace Dmm.Tests.Tracing;

/// <summary>What holds for a QEMU log as a whole; what its lines become is in the case files.</summary>
public sealed class QemuLogTests
{
    private const string Access = "memory_region_ops_read cpu 0 mr 0x1 addr 0x300 value 0x1 size 1 name 'ne2000'\n";
    private static readonly TraceReaderOptions AtPort300 = new() { Base = 0x300 };

    [Fact]
    public void EventsNameTheirLines()
    {
        var reading = Reading.Of("text\n" + Access + "text\n" + Access, AtPort300);
        Assert.Equal([2, 4], reading.Lines);
    }

    [Fact]
    public void ForeignLineOfAnyLengthIsSkipped()
    {
        var reading = Reading.Of(new string('x', 3_000_000) + "\n" + Access, AtPort300);
        Assert.Equal(1, reading.SkippedLines);
        Assert.Equal([2], reading.Lines);
        Assert.Empty(reading.Problems);
    }

    [Theory]
    [InlineData(5_000)]
    [InlineData(3_000_000)]
    public void LineThatIsLongerThanItCanBeIsTorn(int length)
    {
        var reading = Reading.Of(Access + Access.Replace("ne2000", new string('x', length), StringComparison.Ordinal) + Access, AtPort300);
        Assert.Equal([TraceEventKind.Read, TraceEventKind.Gap, TraceEventKind.Read], reading.Events.Select(one => one.Kind));
        Assert.Equal((2L, TraceProblem.Torn), (reading.Problems[0].Line, reading.Problems[0].Kind));
    }

    [Fact]
    public void LastLineThatIsFarTooLongEndsTheRecording()
    {
        var reading = Reading.Of(Access + new string('x', 3_000_000), AtPort300);
        Assert.Equal(1, reading.SkippedLines);
        Assert.Single(reading.Events);
    }

    [Fact]
    public void ProblemsAreCountedBeyondThoseThatAreListed()
    {
        var reading = Reading.Of(string.Concat(Enumerable.Repeat("memory_region_ops_read cpu\n", 250)) + Access, AtPort300);
        Assert.Equal(100, reading.Problems.Count);
        Assert.Equal(250, reading.ProblemCount);
        Assert.Equal(250, reading.Events.Count(one => one.Kind == TraceEventKind.Gap));
    }

    [Fact]
    public void MessageShowsNoControlCharacterOfTheRecording()
    {
        var reading = Reading.Of(Access + "memory_region_ops_read cpu \u001b[31m\n", AtPort300);
        Assert.Contains("cpu .[31m", reading.Problems[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void LogWithoutTimesIsNoted()
    {
        Assert.Contains(Reading.Of(Access, AtPort300).Notes, note => note.Contains("-msg timestamp=on", StringComparison.Ordinal));
        Assert.DoesNotContain(Reading.Of("1@2.000003:" + Access, AtPort300).Notes, note => note.Contains("-msg", StringComparison.Ordinal));
    }

    [Fact]
    public void MoreDevicesThanABusHasAreSkipped()
    {
        var log = new StringBuilder();
        for (var i = 0; i < 300; i++)
            log.Append(CultureInfo.InvariantCulture, $"pci_cfg_read nic {i >> 8:x2}:{(i >> 3) & 31:x2}.{i & 7} @0x0 -> 0x12345678\n");
        log.Append("pci_update_mappings_add nic 20:00.0 0,0xc000+0x100\n")
            .Append("nic_pci_irq nic 20:00.0 pin 0 level 1 intx_disable 0\n")
            .Append("nic_pci_msi nic 20:00.0 addr 0xfee01004 data 0x28\n");
        var reading = Reading.Of(log + Access, AtPort300);
        Assert.Single(reading.Events);
        Assert.Equal(303, reading.SkippedLines);
    }

    [Fact]
    public void EventsAreGivenOutBeforeMoreIsWaitedFor()
    {
        using var reader = TraceReaders.Open(new ChoppedStream(Encoding.UTF8.GetBytes(Access + Access + Access), _ => Access.Length + 3), AtPort300);
        Assert.Equal(1, reader.Read(new TraceBatch()));
    }

    [Fact]
    public void DeviceIsTheOneThatIsKnownByNow()
    {
        const string First = "pci_update_mappings_add nic 00:03.0 0,0x300+0x20\n" + Access;
        const string Second = "pci_update_mappings_add nic 00:03.0 1,0xfebff000+0x1000\n";
        var stream = new ChoppedStream(Encoding.UTF8.GetBytes(First + Second), reads => reads == 1 ? First.Length - 16 : 1_000);
        using var reader = TraceReaders.Open(stream);
        var batch = new TraceBatch();
        Assert.Equal(1, reader.Read(batch));
        Assert.Single(reader.Device.Regions);
        Assert.Equal(0, reader.Read(batch));
        Assert.Equal(2, reader.Device.Regions.Count);
    }
}
