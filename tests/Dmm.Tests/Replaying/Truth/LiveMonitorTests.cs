using Dmm.Memory;
using Dmm.Monitoring;
using Dmm.Replaying;
using Dmm.Replaying.Truth;
using Dmm.Tracing;

namespace Dmm.Tests.Replaying.Truth;

/// <summary>A live monitor over the memory of a recording says the same as a replay of it, at each event.</summary>
public class LiveMonitorTests
{
    public static TheoryData<string, string, string> Recordings => Recorded.WithBytes;

    [Theory, MemberData(nameof(Recordings)), Trait("sentence", "S83")]
    public void ALiveMonitorAndAReplayAgree(string name, string variant, string recording)
    {
        var model = Recorded.Model(name, variant);
        using var read = Recorded.Open(model, recording);
        var events = RecordedEvents.Load(read, int.MaxValue);
        using var played = Recorded.Open(model, recording);
        var play = new Playback(Recorded.Tables(model), played);
        var memory = new RecordedMemory(GuestMap.OfPc) { Recording = read };
        for (var i = 0; i < events.Count; i++)
            memory.Learn(events[i], i + 1);
        memory.Settle();
        var places = Enumerable.Range(0, events.Count).Where(i => events[i].Kind != TraceEventKind.DmaData).ToList(); // bytes are no events of their own
        var live = new DeviceMonitor(Recorded.Tables(model), memory);
        var standing = new List<(Dmm.Modeling.Model.DescriptorInfo Structure, ulong Base)>();

        while (play.Next())
        {
            var place = places[(int)play.Number - 1];
            (memory.Now, memory.Line) = (place + 1, play.Line);
            var each = events[place];
            if (each.IsAccess)
            {
                var verdict = live.Access(each);
                Assert.True(verdict == play.Verdict, $"line {play.Line}: live {verdict}, replay {play.Verdict}");
                if (verdict.Kind == VerdictKind.Allowed)
                    Look(live, standing);
            }
            else if (each.IsInterrupt)
            {
                live.Interrupt(play.Cause);
                Look(live, standing);
            }
            Assert.True(play.Fate is null or DmaFate.Approved, $"line {play.Line}: {play.Fate}");
        }
        Assert.Equal(places.Count, play.Number);
    }

    [Theory, MemberData(nameof(Recordings))]
    public void BeforeAnEventIsWhatTheLastOneLeft(string name, string variant, string recording)
    {
        var tables = Recorded.Tables(Recorded.Model(name, variant));
        using var reader = Recorded.Open(tables.Model, recording);
        var play = new Playback(tables, reader);
        var left = (ulong[])tables.PowerOn.Clone();

        while (play.Next())
        {
            Assert.True(play.Before.SequenceEqual(left), $"line {play.Line}");
            play.Monitor.State.Words.CopyTo(left);
        }
    }

    // As GuestShadows.Refresh does.
    private static void Look(DeviceMonitor live, List<(Dmm.Modeling.Model.DescriptorInfo Structure, ulong Base)> standing)
    {
        foreach (var structure in live.Tables.Model.Descriptors.Where(each => each.IsFetchedAnytime && each.Tail is null))
        {
            var now = structure.Base.Value(live.State.Words, -1, 0);
            if ((live.Given >> structure.Index & 1) != 0 && !standing.Contains((structure, now)))
                standing.Add((structure, now));
        }
        foreach (var (structure, at) in standing)
            if (structure.Base.Value(live.State.Words, -1, 0) == at && structure.While?.Test(live.State.Words, -1, 0) != false)
                Assert.True(live.Walk(structure).IsAllowed);
    }
}
