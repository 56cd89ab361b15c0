using System.Text;
using Dmm.Devices;
using Dmm.Tracing;

namespace Dmm.Tests.Tracing;

public sealed class TraceConversionTests
{
    private const string Mapping = "1@5.000000:pci_update_mappings_add nic 00:03.0 0,0xc000+0x100\n";
    private const string Access = "1@5.000000:memory_region_ops_read cpu 0 mr 0x1 addr 0xc007 value 0x1 size 1 name 'x'\n";
    private const string Torn = "1@5.000000:memory_region_ops_read cpu 0\n";

    [Fact]
    public void ConversionSaysWhatItWrote() =>
        Assert.Equal(new ConversionCounts(Events: 2, SkippedLines: 1, Problems: 1), Convert(Mapping + Access + Torn + "text\n", out _));

    [Fact]
    public void DamageOfTheLogStaysInTheResult()
    {
        Convert(Mapping + Access + Torn + Access, out var result);
        var reading = Reading.Of(result);
        Assert.Equal([TraceEventKind.Read, TraceEventKind.Gap, TraceEventKind.Read], reading.Events.Select(one => one.Kind));
        Assert.Equal(1, reading.ProblemCount);
    }

    [Fact]
    public void DeviceStandsBeforeItsEvents()
    {
        Convert(Mapping + Access, out var result);
        Assert.Equal([3], Reading.Of(result).Lines);
    }

    [Fact]
    public void WhatIsLearntAfterTheLastEventIsWrittenToo()
    {
        Convert(Mapping + Access + "1@5.000000:pci_cfg_read nic 00:03.0 @0x0 -> 0x802910ec\n", out var result);
        Assert.Equal(new PciIdentity(0x10ec, 0x8029), Reading.Of(result).Device.Id);
    }

    [Fact]
    public void UnreadableLogMakesNoWholeRecording()
    {
        Convert("text\n", out var result);
        Assert.Equal(TraceProblem.EndsEarly, Assert.Single(Reading.Of(result).Problems).Kind);
    }

    [Fact]
    public void BinaryRecordingCopiedIsTheSame()
    {
        Convert(Mapping + Access + Torn, out var once);
        using var reader = TraceReaders.Open(new MemoryStream(once));
        using var stream = new MemoryStream();
        using (var writer = new BinaryTraceWriter(stream, "source"))
            TraceConversion.Copy(reader, writer);
        Assert.Equal(once, stream.ToArray());
    }

    private static ConversionCounts Convert(string log, out byte[] result)
    {
        using var reader = TraceReaders.Open(new MemoryStream(Encoding.ASCII.GetBytes(log)));
        using var stream = new MemoryStream();
        using var writer = new BinaryTraceWriter(stream, "source");
        var counts = TraceConversion.Copy(reader, writer);
        writer.Dispose();
        result = stream.ToArray();
        return counts;
    }
}
