using Dmm.Replaying;
using Dmm.Replaying.Decoding;
using Dmm.Replaying.Explaining;
using Dmm.Tests.Ne2k;
using Dmm.Tracing;

namespace Dmm.Tests.Replaying;

/// <summary>However long a recording is, what is kept of it does not grow: one of hours fits as one of seconds does.</summary>
[Collection(AloneCollection.Name)]
public class StreamingTests
{
    private const int Rounds = 240;

    /// <summary>The events that are played after the first quarter would take five times as much, kept in their smallest form.</summary>
    private const long MostBytes = 1 << 19;

    private static readonly TraceEvent[] Events = Boot();

    [Fact]
    public void DecodingKeepsNothing()
    {
        using var reader = new RepeatedReader(Events, Rounds);
        var decoder = new Decoder(Ne2kModel.Tables("dp8390"), reader, new DecodeOptions());
        while (decoder.Next() is not null)
        {
        }

        Assert.True(decoder.Tally.Accesses > 300_000);
        AssertKeptNothing(reader);
    }

    [Fact]
    public void ExplainingKeepsNothing()
    {
        using var reader = new RepeatedReader(Events, Rounds);

        var result = Explainer.Explain(Ne2kModel.Tables("dp8390"), reader, new ExplainTarget(long.MaxValue, null, null));

        Assert.True(result.Events > 300_000);
        AssertKeptNothing(reader);
    }

    [Fact]
    public void ReplayingKeepsNothing()
    {
        using var reader = new RepeatedReader(Events, Rounds);

        Assert.True(new Replayer(Ne2kModel.Tables("dp8390")).Run(reader).Accesses > 300_000);
        AssertKeptNothing(reader);
    }

    private static void AssertKeptNothing(RepeatedReader reader)
    {
        Assert.True((long)Events.Length * Rounds * 3 / 4 * TraceEvent.ByteCount > 5 * MostBytes);
        Assert.InRange(reader.GrownBytes, long.MinValue, MostBytes);
    }

    private static TraceEvent[] Boot()
    {
        using var reader = Ne2kModel.Open("ne2k_pci-boot.qemu.log.gz");
        return RecordedEvents.Load(reader, 1 << 16).ToArray();
    }
}
