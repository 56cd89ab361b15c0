using System.Text;
using Dmm.Replaying.Decoding;
using Dmm.Tracing;

namespace Dmm.Tests.Replaying;

public class ForeignLineTests
{
    [Fact]
    public void ForeignLinesStandWhereTheyStood() =>
        Assert.Equal(["first", "W IMR = 0x03", "[1.5] sec.ond", "R ISR = 0", "last"], Decode("""
            first
            1@0.000001:memory_region_ops_write cpu 0 mr 0x1 addr 0x305 value 0x3 size 1 name 'x'
            [1.5] second
            1@0.000002:memory_region_ops_read cpu 0 mr 0x1 addr 0x304 value 0x0 size 1 name 'x'
            last

            """.ReplaceLineEndings("\n").Replace("second", "sec\u001bond", StringComparison.Ordinal)));

    [Fact]
    public void AForeignLineEndsARun() =>
        Assert.Equal(3, Decode("""
            1@0.000001:memory_region_ops_read cpu 0 mr 0x1 addr 0x304 value 0x0 size 1 name 'x'
            between
            1@0.000002:memory_region_ops_read cpu 0 mr 0x1 addr 0x304 value 0x0 size 1 name 'x'

            """).Count);

    [Fact]
    public void HoweverManyWaitMemoryIsBounded()
    {
        var foreign = new ForeignLines();

        for (var line = 1; line <= 100_000; line++)
            foreign.Add(line, new byte[10_000]);

        var waiting = 0;
        for (; foreign.TryTake(long.MaxValue, out _, out var text); waiting++)
            Assert.True(text.Length < 1000);
        Assert.Equal(100_000, waiting + foreign.Dropped);
        Assert.True(waiting < 20_000);
    }

    private static List<string> Decode(string log)
    {
        var foreign = new ForeignLines();
        using var reader = TraceReaders.Open(new MemoryStream(Encoding.UTF8.GetBytes(log)), new TraceReaderOptions { Base = 0x300, Foreign = foreign });
        var decoder = new Dmm.Replaying.Decoding.Decoder(Sender.Tables, reader, new DecodeOptions { Foreign = foreign });
        var lines = new List<string>();
        while (decoder.Next() is { } line)
            lines.Add(line.Text);
        return lines;
    }
}
