using Dmm.Replaying.Decoding;
using Dmm.Tracing;
using static Dmm.Tests.Replaying.EventsReader;

namespace Dmm.Tests.Replaying;

public class DecodeFilterTests
{
    private static readonly TraceEvent[] Recording = [.. DecodingTests.Started, Write(5, 3), Other(TraceEventKind.Mark, 1), Other(TraceEventKind.Gap), Read(4, 1), Write(5, 0)];

    [Fact]
    public void OnlyTheRegistersThatAreWanted() =>
        Assert.Equal(["W IMR = 0x03", "gap: events are missing", "R ISR = DONE   sender: sending → idle", "W IMR = 0x00"],
            Sender.Decode(new DecodeOptions { Registers = [Register("IMR"), Register("ISR")] }, Recording));

    [Fact]
    public void OnlyWhatMovesAMachine() =>
        Assert.Equal(["W CR = PS 0 | MODE 0 | GO   sender: idle → sending", "gap: events are missing", "R ISR = DONE   sender: sending → idle"],
            Sender.Decode(new DecodeOptions { Machine = Sender.Tables.Model.Machines[0] }, Recording));

    [Fact]
    public void AnInterruptThatMovesTheMachineIsOneOfThem() =>
        Assert.Equal("interrupt, ISR = DONE   sender: sending → idle",
            Sender.Decode(new DecodeOptions { Machine = Sender.Tables.Model.Machines[0] }, [.. DecodingTests.Started, Other(TraceEventKind.InterruptMessage), Read(4, 1)])[1].Replace(" by message 0x0", "", StringComparison.Ordinal));

    [Fact]
    public void OnlyWhatIsHooked() =>
        Assert.Equal(["W FIRST = 0x10", "W LENGTH = 0x40", "W CR = PS 0 | MODE 0 | GO   sender: idle → sending", "gap: events are missing", "R ISR = DONE   sender: sending → idle"],
            Sender.Decode(new DecodeOptions { HookedOnly = true }, Recording));

    [Fact]
    public void FromAnEventToAnEvent() =>
        Assert.Equal([4, 5, 6], Sender.Lines(new DecodeOptions { From = new RecordingPosition(4, 0), To = new RecordingPosition(6, 0) }, Recording).Select(line => line.Event));

    [Fact]
    public void FromATimeToATime() =>
        Assert.Equal([4, 5], Sender.Lines(new DecodeOptions { From = new RecordingPosition(null, 4), To = new RecordingPosition(null, 5) }, Recording).Select(line => line.Event));

    [Fact]
    public void WhatWasBeforeIsFollowedAllTheSame() =>
        Assert.Equal("R ISR = DONE   sender: sending → idle", Sender.Decode(new DecodeOptions { From = new RecordingPosition(7, 0) }, Recording)[0]);

    [Fact]
    public void AnAccessThatIsNotShownEndsARun() =>
        Assert.Equal(["R ISR = 0", "R ISR = 0"], Sender.Decode(new DecodeOptions { Registers = [Register("ISR")] }, Read(4, 0), Read(5, 0), Read(4, 0)));

    private static Dmm.Modeling.Model.RegisterInfo Register(string name) => Sender.Tables.Model.Registers.Single(register => register.Name == name);
}
