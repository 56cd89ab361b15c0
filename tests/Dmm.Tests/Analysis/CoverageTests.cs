using Dmm.Analysis.Coverage;
using Dmm.Tests.Ne2k;
using Dmm.Tests.Replaying;
using Dmm.Tests.Semantics;
using Dmm.Tracing;
using FsCheck;
using FsCheck.Fluent;
using static Dmm.Tests.Replaying.EventsReader;

namespace Dmm.Tests.Analysis;

public class CoverageTests
{
    private static readonly TraceEvent[] Sent = [Write(1, 0x10), Write(2, 0x40), Write(3, 0), Write(0, 0x01), Read(4, 1)];

    [Fact]
    public void NothingIsCoveredByNothingButWhereMachinesBegin() =>
        Assert.Equal(["sender is idle", "mover is still"], Sum().Items.Where(item => item.IsCovered).Select(item => item.Name));

    [Fact]
    public void AStateIsEnteredAsOftenAsItsMachineComesIntoIt()
    {
        Assert.Equal(1, Count(Sum(Sent), "sender is sending", "entered"));
        Assert.Equal(2, Count(Sum(Sent), "sender is idle", "entered"));
    }

    [Fact]
    public void ATransitionIsTakenFromEachStateApart()
    {
        var report = Sum([.. Sent[..4], Write(0, 0x01)]);

        Assert.Equal(1, Count(report, "sender: idle → sending on write CR", "taken"));
        Assert.Equal(1, Count(report, "sender: sending → sending on write CR", "taken"));
    }

    [Fact]
    public void AGuardIsJudgedOnlyWhereItsMachineIs()
    {
        Assert.Equal(0, Count(Sum(Read(4, 1)), "ISR.DONE on observe ISR", "true"));
        Assert.Equal(1, Count(Sum(Sent), "ISR.DONE on observe ISR", "true"));
        Assert.Equal(1, Count(Sum([.. Sent[..4], Read(4, 0)]), "ISR.DONE on observe ISR", "false"));
    }

    [Fact]
    public void ADeniedAccessLeavesItsGuardTrueAndItsTransitionUntaken()
    {
        var report = Sum(Write(1, 0xff), Write(2, 0x40), Write(0, 0x01));

        Assert.Equal(1, Count(report, "CR.GO and not CR.STOP on write CR", "true"));
        Assert.Equal(0, Count(report, "sender: idle → sending on write CR", "taken"));
        Assert.Equal((0, 1), (Count(report, "in_ram", "passed"), Count(report, "in_ram", "failed")));
    }

    [Fact]
    public void AnInterruptJudgesWhatWaitsForItsCause() =>
        Assert.Equal(1, Count(Sum([.. Sent[..4], Other(TraceEventKind.InterruptLine, 1), Read(4, 1)]), "ISR.DONE on observe ISR", "true"));

    [Fact]
    public void APartOfAWideAccessIsJudgedInTheStateThatTheFormerLeaves()
    {
        var report = Sum([.. Sent[..3], Write(0, 0x0000_1001, 4)]);

        Assert.Equal(1, Count(report, "CR.GO and not CR.STOP on write CR", "true"));
        Assert.Equal(2, Count(report, "FIRST", "written"));
    }

    [Fact]
    public void AConditionIsAskedAfterEveryEventThatIsFollowed()
    {
        var report = Sum(Write(5, 1), Other(TraceEventKind.InterruptLine, 1), Read(4, 1), Write(4, 1), Write(0, 0));

        Assert.Equal((3, 2), (Count(report, "nothing_pending", "true"), Count(report, "nothing_pending", "false")));
    }

    [Fact]
    public void RecordingsAddUp()
    {
        var tally = new CoverageTally(Sender.Tables);
        tally.Add(new EventsReader(Sent));
        tally.Add(new EventsReader(Sent));

        var report = tally.Report();
        Assert.Equal((2, 10), (report.Recordings, report.Accesses));
        Assert.Equal(4, Count(report, "sender is idle", "entered"));
    }

    [Fact]
    public void WhatIsMissingSaysWhatARecordingMustHold()
    {
        var report = Sum();

        Assert.Equal("a write of CR when CR.GO and not CR.STOP (CR = 0x01), passing in_ram", Item(report, "sender is sending", "entered").Needs);
        Assert.Equal("a reset of the device while sender is sending", Item(report, "sender: sending → idle on reset", "taken").Needs);
        Assert.Equal("a write to io+0x01 while CR.PS = 1", Item(report, "STATION", "written").Needs);
        Assert.StartsWith("a moment at which not ((ISR & IMR) == 0)", Item(Sum(Sent), "nothing_pending", "false").Needs, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatNoRecordingCanHoldIsSaidToBeSo()
    {
        var tables = SmallDevice.Of("""
            registers: { CR: { at: io+0x00, fields: { GO: 0, MODE: 1..2 } } }
            reusable: { always: CR.GO or not CR.GO }
            """).Monitor.Tables;

        Assert.Contains("no values", string.Join('\n', new CoverageTally(tables).Report().Items.Select(item => item.Needs)), StringComparison.Ordinal);
    }

    [Fact]
    public void NoRecordingIsAskedForThatPassesWhatIsForbidden()
    {
        var items = new CoverageTally(Ne2kModel.Tables("dp8390")).Report().Items;

        Assert.Equal(["failed"], items.Where(item => item.Name == "no_send_packet").Select(item => item.Outcome));
        Assert.DoesNotContain(items, item => item.Outcome == "taken" && item.Needs.Contains("no_send_packet", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("ne2k_pci-boot.qemu.log.gz")]
    [InlineData("ne2k_pci-cycle.qemu.log.gz")]
    public void WhereNothingIsDeniedAGuardIsTrueAsOftenAsItsRuleFires(string recording)
    {
        var tables = Ne2kModel.Tables("qemu");
        var tally = new CoverageTally(tables);
        tally.Add(Ne2kModel.Open(recording));

        Assert.All(tables.Model.Rules.Where(rule => rule.Machine is not null), rule =>
            Assert.Equal(rule.From.Distinct().Sum(from => tally.TakenFrom(rule, from)), tally.GuardOf(rule).Held));
    }

    [Fact]
    public void AnyEventsAreCounted() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), Prop.ForAll<(byte Kind, byte Offset, byte Size, uint Value)[]>(all =>
    {
        var events = all.Select(each => new TraceEvent((TraceEventKind)(each.Kind % 11 + 1), each.Kind % 3 == 0 ? 1 : 0, 1 << each.Size % 4, (uint)each.Offset % 40, each.Value));
        var tally = new CoverageTally(Sender.Tables);
        tally.Add(new EventsReader([.. events]));
        return tally.Report().Items.All(item => item.IsCovered == (item.Needs.Length == 0));
    }));

    private static CoverageReport Sum(params TraceEvent[] events)
    {
        var tally = new CoverageTally(Sender.Tables);
        tally.Add(new EventsReader(events));
        return tally.Report();
    }

    private static CoverageItem Item(CoverageReport report, string name, string outcome) =>
        report.Items.Single(item => item.Name == name && item.Outcome == outcome);

    private static long Count(CoverageReport report, string name, string outcome) => Item(report, name, outcome).Count;
}
