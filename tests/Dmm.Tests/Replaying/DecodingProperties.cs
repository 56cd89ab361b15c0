using Dmm.Replaying;
using Dmm.Replaying.Decoding;
using Dmm.Tracing;
using FsCheck;
using FsCheck.Fluent;

namespace Dmm.Tests.Replaying;

/// <summary>Whatever a recording holds, it is decoded and explained, and folding hides no access.</summary>
public class DecodingProperties
{
    private static readonly Config Config = Config.QuickThrowOnFailure.WithMaxTest(500);

    /// <summary>Few places and values, so that there are runs and loops; now and then anything.</summary>
    private static readonly Arbitrary<TraceEvent[]> Recordings = (
        from kind in Gen.Frequency((12, Gen.Choose(1, 2)), (1, Gen.Choose(1, 11)))
        from region in Gen.Frequency((20, Gen.Constant(0)), (1, Gen.Choose(0, 31)))
        from size in Gen.Frequency((10, Gen.Constant(1)), (1, Gen.Elements(1, 2, 4, 8)))
        from offset in Gen.Frequency((12, Gen.Elements(0, 4, 5, 0x10)), (4, Gen.Choose(0, 0x1f)), (1, Gen.Choose(0, int.MaxValue)))
        from value in Gen.Frequency((12, Gen.Choose(0, 5).Select(each => (ulong)each)), (1, ArbMap.Default.GeneratorFor<ulong>()))
        select new TraceEvent((TraceEventKind)kind, region, size, (uint)offset, value, 3)).ArrayOf(120).ToArbitrary();

    [Fact]
    public void AnyBytesAreDecodedToAnEnd() => Check.One(Config, Prop.ForAll<byte[]>(bytes =>
    {
        var foreign = new ForeignLines();
        using var reader = TraceReaders.Open(new MemoryStream(bytes), new TraceReaderOptions { Base = 0x300, Foreign = foreign });
        var decoder = new Decoder(Sender.Tables, reader, new DecodeOptions { Foreign = foreign });
        while (decoder.Next() is { } line)
            Assert.DoesNotContain(line.Text, char.IsControl);
    }));

    [Fact]
    public void FoldingHidesNoAccess() => Check.One(Config, Prop.ForAll(Recordings, events =>
    {
        var shown = Sender.Lines(new DecodeOptions(), events).Sum(line =>
            line.Kind == DecodedKind.Again ? line.LastEvent - line.Event + 1 : line.Kind == DecodedKind.Access ? line.Count : 0);

        Assert.Equal(events.Count(each => each.IsAccess), shown);
    }));

    [Fact]
    public void FoldedLinesStandInTheOrderOfTheirEvents() => Check.One(Config, Prop.ForAll(Recordings, events =>
    {
        var last = 0L;
        foreach (var line in Sender.Lines(new DecodeOptions(), events))
        {
            Assert.True(line.Event > last && line.LastEvent >= line.Event);
            last = line.LastEvent;
        }
    }));

    [Fact]
    public void EveryDenialOfAReplayIsADecodedOne() => Check.One(Config, Prop.ForAll(Recordings, events =>
    {
        var report = new Replayer(Sender.Tables).Run(new EventsReader(events));

        Assert.Equal(report.Denied.Select(denied => denied.Event), Sender.Lines(new DecodeOptions(), events).Where(line => !line.Verdict.IsAllowed).Select(line => line.Event));
    }));

    [Fact]
    public void AnyMomentIsExplainedAsAReplayLeavesIt() => Check.One(Config, Prop.ForAll(Recordings, events =>
    {
        if (events.All(each => each.Kind == TraceEventKind.DmaData))
            return;
        var replayer = new Replayer(Sender.Tables);
        replayer.Run(new EventsReader(events));

        var explanation = Sender.ExplainLast(events);

        foreach (var register in explanation.Registers)
            Assert.Equal(replayer.Monitor.State.Words[Sender.Tables.Model.Registers.Single(each => each.Name == register.Name).Word], register.Value);
        foreach (var machine in explanation.Machines)
            Assert.NotEqual(0ul, replayer.Monitor.State.Words[0] & machine.State.Mask);
    }));

    [Fact]
    public void WhatIsNotKnownHoldsWhatItHeldAtPowerOn() => Check.One(Config, Prop.ForAll(Recordings, events =>
    {
        if (events.All(each => each.Kind == TraceEventKind.DmaData))
            return;
        var replayer = new Replayer(Sender.Tables);
        replayer.Run(new EventsReader(events));

        foreach (var name in Sender.ExplainLast(events).Unknown)
            Assert.Equal(0ul, replayer.Monitor.State.Words[Sender.Tables.Model.Registers.Single(each => each.Name == name).Word]);
    }));
}
