using Dmm.Monitoring;
using Dmm.Replaying.Decoding;
using Dmm.Tracing;
using static Dmm.Tests.Replaying.EventsReader;

namespace Dmm.Tests.Replaying;

public class DecodingTests
{
    [Fact]
    public void AFieldIsItsNameAndTheNameOfItsValue() =>
        Assert.Equal(["W CR = PS 1 | MODE write | GO"], Sender.Decode(new DecodeOptions(), Write(0, 0x49)).Select(line => line.Split("   ")[0]));

    [Fact]
    public void AFieldWithoutANameForItsValueIsANumber() => Assert.Equal(["R CR = PS 0 | MODE 3"], Sender.Decode(Read(0, 0x0c)));

    [Fact]
    public void BitsWithoutANameAreANumber() => Assert.Equal(["R ISR = GOT | 0x80"], Sender.Decode(Read(4, 0x82)));

    [Fact]
    public void ARegisterOfFlagsWithNoneSetIsZero() => Assert.Equal(["R ISR = 0"], Sender.Decode(Read(4, 0)));

    [Fact]
    public void OneByteOfARegisterIsNamedByItsBits() => Assert.Equal(["W LENGTH[8..15] = 0x02"], Sender.Decode(Write(3, 2)));

    [Fact]
    public void BytesOfOneRegisterAreOneValue() => Assert.Equal(["W LENGTH = 0x5ea"], Sender.Decode(Write(2, 0x5ea, 2)));

    [Fact]
    public void AWideAccessNamesEveryRegister() => Assert.Equal(["W ISR = DONE, IMR = 0x03"], Sender.Decode(Write(4, 0x301, 2)));

    [Fact]
    public void TheBankThatTheMonitorKnowsNamesTheRegister() =>
        Assert.Equal(["W FIRST = 0x10", "W CR = PS 1 | MODE 0", "W STATION[0..7] = 0x10"], Sender.Decode(Write(1, 0x10), Write(0, 0x40), Write(1, 0x10)));

    [Fact]
    public void AMachineIsShownWhenItMoves() =>
        Assert.Equal(["W FIRST = 0x10", "W LENGTH = 0x40", "W CR = PS 0 | MODE 0 | GO   sender: idle → sending", "R ISR = DONE   sender: sending → idle"],
            Sender.Decode([.. Started, Read(4, 1)]));

    [Fact]
    public void ATransitionThatLeadsBackIsShown() =>
        Assert.Equal("W CR = PS 0 | MODE 0 | GO   sender: sending → sending", Sender.Decode([.. Started, Write(0, 1)])[^1]);

    [Fact]
    public void AnInterruptHasItsCauseAndWhatItMoves() =>
        Assert.Contains("interrupt, ISR = DONE   sender: sending → idle", Sender.Decode([.. Started, Other(TraceEventKind.InterruptLine, 1), Read(4, 1)]));

    [Fact]
    public void ACauseThatNobodyReadsIsNotKnown() => Assert.Equal(["interrupt, ISR not known"], Sender.Decode(Other(TraceEventKind.InterruptLine, 1)));

    [Fact]
    public void AResetRegisterIsMarked() => Assert.True(Sender.Lines(new DecodeOptions(), Read(0x18, 0)).Single().Resets);

    [Fact]
    public void AResetOfTheWholeDeviceMovesMachinesBack() =>
        Assert.Equal("reset of the whole device   sender: sending → idle", Sender.Decode([.. Started, Other(TraceEventKind.Reset)])[^1]);

    [Fact]
    public void AHookedAccessIsTold() =>
        Assert.Equal([VerdictKind.Allowed, VerdictKind.Observed], Sender.Lines(new DecodeOptions(), Write(0, 0), Write(5, 0)).Select(line => line.Verdict.Kind));

    [Fact]
    public void ADeniedAccessHasEveryFailedCheck()
    {
        var denied = Sender.Lines(new DecodeOptions(), Write(1, 0xc0), Write(2, 0x40), Write(0, 1))[^1];

        Assert.Equal(VerdictKind.Denied, denied.Verdict.Kind);
        Assert.Equal("in_ram", Assert.Single(denied.Failures).Name);
        Assert.Empty(denied.Moves);
    }

    [Fact]
    public void AnUnlistedAccessHasItsPlace() => Assert.Equal(["W io+0x1f = 0x05 (not listed)"], Sender.Decode(Write(0x1f, 5)));

    [Fact]
    public void OtherEventsAreSaid() => Assert.Equal(
        ["mark 0x11", "pause of 0.500 s", "gap: 3 events are missing", "gap: events are missing", "DMA: the device reads 60 bytes at 0x1000, which was never approved", "interrupt line falls"],
        Sender.Decode(Other(TraceEventKind.Mark, 0x11), Other(TraceEventKind.Time, 500_000), Other(TraceEventKind.Gap, 3), Other(TraceEventKind.Gap),
            Other(TraceEventKind.DmaRead, 0x1000, 60), Other(TraceEventKind.DmaData, 1), Other(TraceEventKind.InterruptLine)));

    [Fact]
    public void TimesAreThoseOfTheRecording() =>
        Assert.Equal([7, 500_008, 500_011], Sender.Lines(new DecodeOptions(), Write(5, 1, 1, 7), Other(TraceEventKind.Time, 500_000), Write(5, 2, 1, 3)).Select(line => line.TimeUs));

    internal static TraceEvent[] Started => [Write(1, 0x10), Write(2, 0x40, 2), Write(0, 1)];
}
