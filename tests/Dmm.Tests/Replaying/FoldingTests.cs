using Dmm.Replaying.Decoding;
using Dmm.Tracing;
using static Dmm.Tests.Replaying.EventsReader;

namespace Dmm.Tests.Replaying;

public class FoldingTests
{
    [Fact]
    public void ARunThroughAStreamIsOneLine()
    {
        var line = Assert.Single(Sender.Lines(new DecodeOptions(), [.. Enumerable.Range(0, 757).Select(i => Read(0x10, (ulong)i, 2))]));

        Assert.Equal(("R DATA", 757, 1514), (line.Text, line.Count, line.Bytes));
        Assert.Equal((1, 757), (line.Event, line.LastEvent));
    }

    [Fact]
    public void OneAccessToAStreamKeepsItsValue() => Assert.Equal(["W DATA = 0x0042"], Sender.Decode(Write(0x10, 0x42, 2)));

    [Fact]
    public void AnotherDirectionOrSizeIsAnotherRun() =>
        Assert.Equal(["R DATA x2", "W DATA x2", "W DATA = 0x07"], Sender.Decode(Read(0x10, 1, 2), Read(0x10, 2, 2), Write(0x10, 3, 2), Write(0x10, 4, 2), Write(0x10, 7)));

    [Fact]
    public void TheSameReadOverAndOverIsOneLine() => Assert.Equal(["R ISR = 0 x14", "R ISR = GOT"], Sender.Decode([.. Enumerable.Repeat(Read(4, 0), 14), Read(4, 2)]));

    [Fact]
    public void AReadThatMovesAMachineStandsAlone() =>
        Assert.Equal(["R ISR = 0 x2", "R ISR = DONE   sender: sending → idle", "R ISR = DONE x2"],
            Sender.Decode([.. DecodingTests.Started, Read(4, 0), Read(4, 0), Read(4, 1), Read(4, 1), Read(4, 1)])[3..]);

    [Fact]
    public void TwoEqualWritesAreTwoLines() => Assert.Equal(["W IMR = 0x03", "W IMR = 0x03"], Sender.Decode(Write(5, 3), Write(5, 3)));

    [Fact]
    public void AnythingBetweenEndsARun() =>
        Assert.Equal(["R ISR = 0 x2", "mark 0x01", "R ISR = 0"], Sender.Decode(Read(4, 0), Read(4, 0), Other(TraceEventKind.Mark, 1), Read(4, 0)));

    [Fact]
    public void ALoopOfSeveralLinesIsSaidOnce()
    {
        var loop = new[] { Write(5, 1), Read(4, 0), Read(0, 0) };

        Assert.Equal(["W IMR = 0x01", "R ISR = 0", "R CR = PS 0 | MODE 0", "the 3 lines above again x9", "W IMR = 0x01", "R ISR = GOT"],
            Sender.Decode([.. Enumerable.Repeat(loop, 10).SelectMany(each => each), Write(5, 1), Read(4, 2)]));
    }

    [Fact]
    public void AnAgainHasTheEventsThatItStandsFor()
    {
        var again = Sender.Lines(new DecodeOptions(), [.. Enumerable.Repeat(new[] { Write(5, 1), Read(4, 0) }, 10).SelectMany(each => each)])[^1];

        Assert.Equal((DecodedKind.Again, 3, 20, 9, 2), (again.Kind, again.Event, again.LastEvent, again.Count, again.Lines));
    }

    [Fact]
    public void WhatComesOnlyTwiceIsNoLoop() =>
        Assert.Equal(4, Sender.Decode(Write(5, 1), Read(4, 0), Write(5, 1), Read(4, 0)).Count);

    [Fact]
    public void AStatusReadBeforeEachWordIsALoop() =>
        Assert.Equal(["R ISR = GOT", "R DATA = 0x0000", "the 2 lines above again x29"],
            Sender.Decode([.. Enumerable.Range(0, 30).SelectMany(i => new[] { Read(4, 2), Read(0x10, (ulong)i, 2) })]));

    [Fact]
    public void ALoopThatBeginsWithAStreamSaysNothingOfBytes() =>
        Assert.False(Sender.Lines(new DecodeOptions(), [.. Enumerable.Range(0, 30).SelectMany(i => new[] { Read(0x10, (ulong)i, 2), Read(4, 2) })])[^1].IsStream);

    [Fact]
    public void ALoopInWhichAMachineMovesIsNotFolded() =>
        Assert.DoesNotContain(Sender.Lines(new DecodeOptions(), [.. Enumerable.Repeat(new[] { Write(0, 4), Write(0, 0) }, 10).SelectMany(each => each)]), line => line.Kind == DecodedKind.Again);

    [Fact]
    public void NothingIsFoldedWhenNobodyWantsIt() =>
        Assert.Equal(20, Sender.Decode(new DecodeOptions { Folds = false }, [.. Enumerable.Repeat(Read(4, 0), 20)]).Count);
}
