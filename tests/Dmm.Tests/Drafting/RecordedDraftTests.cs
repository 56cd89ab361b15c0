using System.Text;
using Dmm.Analysis.Checking;
using Dmm.Devices;
using Dmm.Drafting;
using Dmm.Tests.Modeling;
using Dmm.Tracing;

namespace Dmm.Tests.Drafting;

/// <summary>What a draft says of the accesses of a recording.</summary>
public class RecordedDraftTests
{
    [Theory]
    [InlineData("R4=1", "R04: { at: io+0x04, access: r }    # 1 read\n")]
    [InlineData("R4=1 R4=2", "R04: { at: io+0x04, access: [r, hardware-set] }    # 2 reads\n")]
    [InlineData("W4=1", "R04: { at: io+0x04, access: w, source: \"rec: never read\" }    # 1 write\n")]
    [InlineData("W4=1 R4=1", "R04: { at: io+0x04 }    # 1 read, 1 write\n")]
    [InlineData("W4=1/2 R4=1/2", "R04: { at: io+0x04, size: 2 }    # 1 read of 2 bytes, 1 write of 2 bytes\n")]
    [InlineData("R4=1 R4=1/4 R6=1/2", "R04: { at: io+0x04, size: 4, parts: [1, 2], access: r }    # 1 read, 1 read of 4 bytes, 1 read of 2 bytes\n")]
    [InlineData("R4=1/2 R5=1/2", "R04: { at: io+0x04..0x06, access: r }    # 1 read of 2 bytes, 1 read of 2 bytes\n")]
    public void ARegisterHasItsPlaceWidthAndDirection(string accesses, string line) => Assert.Contains("  " + line, Draft(accesses), StringComparison.Ordinal);

    [Fact]
    public void AnAccessThatNoRegisterTakesAloneMakesASpan() => Assert.Contains(", spans: [2], source: rec }\n", Draft("W4=1 W5=1/2 R4=1/2"), StringComparison.Ordinal);

    [Fact]
    public void ALoopThatWaitsForABitIsFound() =>
        Assert.Contains("polled in 1 loop, one of 4 turns, until bit 6 changed", Draft("W0=1 R7=0 R7=0 R7=0 R7=0 R7=40 W0=2"), StringComparison.Ordinal);

    [Fact]
    public void ALoopThatSelectsABankInBetweenIsFound() =>
        Assert.Contains("polled in 1 loop, one of 3 turns, until bits 0 and 1 changed", Draft("W0=61 R7=4c W0=21 W0=61 R7=4c W0=21 W0=61 R7=4c W0=21 W0=61 R7=4f"), StringComparison.Ordinal);

    [Theory]
    [InlineData("R7=0 R7=0 R7=40")]
    [InlineData("R7=0 R7=0 R7=0")]
    [InlineData("R7=0 R7=0 GAP R7=0 R7=40")]
    public void TwoTurnsNoChangeOrAGapAreNoLoop(string accesses) => Assert.DoesNotContain("polled", Draft(accesses), StringComparison.Ordinal);

    [Fact]
    public void AReadThatIsModifiedAndWrittenIsFound() =>
        Assert.Contains("read, modified and written 2 times, bits 0 and 1 changed", Draft("R5=80 W5=81 W0=0 R5=81 W5=83"), StringComparison.Ordinal);

    [Fact]
    public void BitsThatAWriteClearsAreFound() =>
        Assert.Contains("bits 0 and 1 read 1, written 1 and read 0 4 times: perhaps 'access: w1c'", Draft(Repeat("R7=1 W7=1 R7=0 R7=3 W7=3 R7=0 ", 2)), StringComparison.Ordinal);

    [Fact]
    public void APlainRegisterAcknowledgesNothing() => Assert.DoesNotContain("w1c", Draft(Repeat("R7=1 W7=1 R7=1 ", 8)), StringComparison.Ordinal);

    [Fact]
    public void AnotherRegisterAtTheSamePlaceIsSuspected() =>
        Assert.Contains("a read seldom gives what was written (0 of 4)", Draft(Repeat("W4=40 R4=1 ", 4)), StringComparison.Ordinal);

    [Fact]
    public void AnIndexIsSuspected() =>
        Assert.Contains("accessed right after a write of R12: perhaps that chooses what is here", Draft(string.Concat(Enumerable.Range(0, 8).Select(i => $"W12={i:x} R10=5 "))), StringComparison.Ordinal);

    [Fact]
    public void ACommandWithTwoValuesIsNoIndex() => Assert.DoesNotContain("chooses", Draft(Repeat("W12=0 R10=5 W12=1 R10=5 ", 8)), StringComparison.Ordinal);

    [Fact]
    public void TheHalvesOfARegisterAreSuspectedAndAreNoIndex()
    {
        var draft = Draft(string.Concat(Enumerable.Range(0, 9).Select(i => $"W8={i:x} W9={i:x} W0=0 ")));
        Assert.Contains("written right before R09: perhaps one register", draft, StringComparison.Ordinal);
        Assert.DoesNotContain("chooses", draft, StringComparison.Ordinal);
    }

    [Fact]
    public void AWindowOntoAStreamTakesTheSizesThatWereSeen() => Assert.Contains(
        "R10: { at: io+0x10, size: [1, 2], access: stream }", Draft("R10=1 " + string.Concat(Enumerable.Range(0, 16).Select(i => $"R10={i:x}/2 "))), StringComparison.Ordinal);

    [Fact]
    public void ARegisterThatIsPolledIsNoStream() => Assert.DoesNotContain("stream }", Draft(Repeat("R7=0 ", 99) + "R7=1"), StringComparison.Ordinal);

    [Fact]
    public void TheCauseOfInterruptsIsSuspected() =>
        Assert.Contains("read first after 2 of 2 interrupts: perhaps 'interrupt: { cause: R07 }'", Draft("I W0=0 R7=1 R4=0 I R7=2"), StringComparison.Ordinal);

    [Fact]
    public void TheBeginIsShownInOrder() => Assert.Contains(
        "#   read  io+0x1f -> 0x0\n#   write io+0x00 <- 0x21\n#   read  io+0x07 -> 0x0 to 0x80, 3 times\n", Draft("R1f=0 W0=21 R7=0 R7=0 R7=80"), StringComparison.Ordinal);

    [Fact]
    public void RegionsHaveNamesOfTheirOwnWhereThereAreSeveral()
    {
        var device = new TraceDevice { Id = new PciIdentity(0x1234, 0x5678), Regions = [new TraceRegion(0, RegionSpace.Port, 0xc000, 0x20), new TraceRegion(1, RegionSpace.Memory, 0xfe000000, 0x1000)] };
        var draft = Draft(new EventList(new TraceEvent(TraceEventKind.Write, 0, 1, 4, 1), new TraceEvent(TraceEventKind.Read, 1, 4, 8, 1)) { Device = device });
        Assert.Contains("identity: { pci: [1234:5678] }", draft, StringComparison.Ordinal);
        Assert.Contains("  bar0: { space: port, bar: 0, size: 0x20, source: rec }\n  bar1: { space: memory, bar: 1, size: 0x1000, source: rec }\n", draft, StringComparison.Ordinal);
        Assert.Contains("  B1_08: { at: bar1+0x08, size: 4, access: r }", draft, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatAModelCannotListIsCounted()
    {
        var draft = Draft(new EventList(
            new TraceEvent(TraceEventKind.Write, 0, 1, 4, 1), new TraceEvent(TraceEventKind.Read, 6, 4, 0, 1), new TraceEvent(TraceEventKind.Read, 0, 4, 1 << 20, 1)));
        Assert.Contains("# 2 accesses are of places that are not listed", draft, StringComparison.Ordinal);
    }

    private static string Draft(string accesses) => Draft(EventList.Of(accesses));

    private static string Draft(EventList recording)
    {
        var draft = ModelDraft.Of("nic", "it's a recording", RecordingSurvey.Of(recording)).ReplaceLineEndings("\n");
        var diagnostics = ModelCheck.Run("nic.yaml", Encoding.UTF8.GetBytes(draft)).Diagnostics;
        Assert.True(diagnostics.Count == 0, Loading.Show(diagnostics) + Environment.NewLine + draft);
        return draft;
    }

    private static string Repeat(string text, int times) => string.Concat(Enumerable.Repeat(text, times));
}
