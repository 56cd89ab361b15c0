using Dmm.Replaying;
using Dmm.Replaying.Timeline;
using Dmm.Tests.Ne2k;
using Dmm.Tracing;
using FsCheck;
using FsCheck.Fluent;
using static Dmm.Tests.Replaying.EventsReader;

namespace Dmm.Tests.Replaying.Timeline;

public class ReplayTimelineTests
{
    private static readonly TraceEvent[] Sent =
        [Write(1, 0x10), Write(2, 0x40), Write(3, 0), Write(0, 0x01, elapsedUs: 10), Other(TraceEventKind.InterruptLine, 1), Read(4, 1, elapsedUs: 5)];

    [Fact]
    public void AMachineTurnsWhenItMoves() =>
        Assert.Equal([new StateChange(0, 0), new StateChange(13, 1), new StateChange(14, 0)], Of(Sent).Machines[0].Turns);

    [Fact]
    public void TheDeviceIsReusableInBetween() =>
        Assert.Equal([1, 0, 1], Of(Sent).Reusable.Turns.Select(turn => turn.State));

    [Fact]
    public void InterruptsDmaAndDenialsAreMoments()
    {
        var timeline = Of([.. Sent, Other(TraceEventKind.DmaRead, 0x1000, 64), Write(1, 0xff), Write(0, 0x01)]);

        Assert.Equal((1, 1, 1), (timeline.Interrupts.Count, timeline.Dma.Count, timeline.Denied.Count));
        Assert.Equal([14L], timeline.Interrupts.Moments);
    }

    [Fact]
    public void BinsHoldAllOfTheTime()
    {
        var timeline = Of(Sent);

        Assert.Equal(timeline.DurationUs, Sum(timeline.Machines[0].Bins));
        Assert.Equal(1, timeline.Machines[0].Bins[13, 1]);
    }

    [Fact]
    public void WhatTheReplayerSaysIsTheSameWithOneAndWithout()
    {
        var tables = Ne2kModel.Tables("qemu");
        var timeline = new ReplayTimeline(tables.Model);
        var report = new Replayer(tables, timeline).Run(Ne2kModel.Open("ne2k_pci-boot.qemu.log.gz"));

        Assert.Equal(Ne2kModel.Replay("ne2k_pci-boot.qemu.log.gz").Reusable.Intervals, report.Reusable.Intervals);
        Assert.Equal(report.Reusable.DurationUs, Enumerable.Range(0, timeline.Reusable.Bins.Count).Sum(bin => timeline.Reusable.Bins[bin, 1]));
        Assert.Equal(report.Interrupts, timeline.Interrupts.Count);
    }

    [Fact]
    public void TimesBeyondAnyRecordingAreHeld()
    {
        var pause = new TraceEvent(TraceEventKind.Time, 0, 1, 0, ulong.MaxValue);

        var timeline = Of([.. Enumerable.Repeat(pause, 9), .. Sent]);

        Assert.InRange(timeline.DurationUs, 0, 1L << 50);
        Assert.InRange(timeline.Machines[0].Bins.Count, 1, TimeBins.Most);
    }

    [Fact]
    public void NoTimeIsLostWhateverIsAdded() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(200), Prop.ForAll<uint[]>(lengths =>
    {
        var bins = new TimeBins(2);
        long at = 0, sum = 0;
        for (var i = 0; i < lengths.Length; i++)
        {
            var length = (long)(lengths[i] % 1_000_000);
            bins.Add(i % 2, at, at + length);
            at += length;
            sum += length;
        }
        return Sum(bins) == sum && bins.Count <= TimeBins.Most && bins.Count * bins.WidthUs >= at;
    }));

    private static long Sum(TimeBins bins) => Enumerable.Range(0, bins.Count).Sum(bin => Enumerable.Range(0, bins.Channels).Sum(channel => bins[bin, channel]));

    private static ReplayTimeline Of(params TraceEvent[] events)
    {
        var timeline = new ReplayTimeline(Sender.Tables.Model);
        new Replayer(Sender.Tables, timeline).Run(new EventsReader(events));
        return timeline;
    }
}
