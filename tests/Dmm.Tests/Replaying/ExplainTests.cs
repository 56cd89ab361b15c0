using Dmm.Monitoring;
using Dmm.Replaying.Explaining;
using Dmm.Tracing;
using static Dmm.Tests.Replaying.EventsReader;

namespace Dmm.Tests.Replaying;

public class ExplainTests
{
    [Fact]
    public void AMachineHasTheEventThatLedToItsState()
    {
        var machines = Sender.ExplainLast([.. DecodingTests.Started, Write(5, 0)]).Machines;

        Assert.Equal(("sending", 3, "W CR = PS 0 | MODE 0 | GO"), (machines[0].State.Name, machines[0].Since.Event, machines[0].Since.Text));
        Assert.Equal(("still", 0, "power-on"), (machines[1].State.Name, machines[1].Since.Event, machines[1].Since.Text));
    }

    [Fact]
    public void AHookedWriteMakesARegisterKnown() => AssertKnown("FIRST", 0x10, KnownBy.HookedWrite, 1, [.. DecodingTests.Started]);

    [Fact]
    public void AReadThatStandsForAProbeDoesToo() => AssertKnown("ISR", 2, KnownBy.ProbedRead, 1, Read(4, 2), Read(5, 0));

    [Fact]
    public void AHookedReadDoesToo() => AssertKnown("RESET", 7, KnownBy.HookedRead, 1, Read(0x18, 7));

    [Fact]
    public void TheCauseOfAnInterruptDoesToo() =>
        Assert.Equal(KnownBy.Interrupt, Known(Sender.Explain(new ExplainTarget(2, null, null), Write(5, 3), Other(TraceEventKind.InterruptLine, 1), Read(4, 2)).Explanation!, "ISR").By);

    [Fact]
    public void AResetGivesARegisterItsValue() => AssertKnown("IMR", 0, KnownBy.Reset, 2, Write(5, 3), Read(0x18, 0));

    [Fact]
    public void AnEffectChangesAVariableAndASet()
    {
        var explanation = Sender.ExplainLast(DecodingTests.Started);

        Assert.Equal((1ul, KnownBy.Effect, 3), (explanation.Variables[0].Value, explanation.Variables[0].By, explanation.Variables[0].Since.Event));
        Assert.Equal("0x1000..0x10ff", explanation.Sets[0].Text);
    }

    [Fact]
    public void TheSameValueAgainIsSeenButNotNew()
    {
        var known = Known(Sender.ExplainLast(Write(5, 3), Write(1, 1), Write(5, 3)), "IMR");

        Assert.Equal((1, 3), (known.Since.Event, known.Seen.Event));
    }

    [Fact]
    public void WhatIsNotKnownIsListedApart()
    {
        var explanation = Sender.ExplainLast(Write(5, 3));

        Assert.Equal(["IMR"], explanation.Registers.Select(each => each.Name));
        Assert.Contains("FIRST", explanation.Unknown);
    }

    [Fact]
    public void ADenialHasEveryFailedCheckAndChangesNothing()
    {
        var explanation = Sender.ExplainLast(Write(1, 0xc0), Write(2, 0x40), Write(0, 1));

        Assert.Equal(VerdictKind.Denied, explanation.Verdict.Kind);
        Assert.Equal("in_ram: the frame must lie in packet memory [FIRST=0xc0, LENGTH=0x40]", explanation.Failures.Single().ToString().Split(" (")[0]);
        Assert.Empty(explanation.Changes);
        Assert.Empty(explanation.Firings);
    }

    [Fact]
    public void WhatChangedIsSaidBeforeAndAfter()
    {
        var changes = Sender.ExplainLast(DecodingTests.Started).Changes.Select(change => $"{change.Name}: {change.Before} → {change.After}");

        Assert.Equal(["sender: idle → sending", "CR: PS 0 | MODE 0 → PS 0 | MODE 0 | GO", "sent: 0 → 1", "loaded: empty → 0x1000..0x10ff"], changes);
    }

    [Fact]
    public void WhatFiredIsNamed() => Assert.Equal("CR.GO and not CR.STOP", Assert.Single(Sender.ExplainLast(DecodingTests.Started).Firings).Rule.Guard.Text);

    [Fact]
    public void WhyItIsNotReusableHasStatesAndConditions()
    {
        var explanation = Sender.ExplainLast([.. DecodingTests.Started, Write(5, 2), Read(4, 2)]);

        Assert.Equal(["sender is sending", "nothing_pending"], explanation.NotReusable.Select(failure => failure.Name));
        Assert.Equal(["ISR=0x2", "IMR=0x2"], explanation.NotReusable[1].Values.Select(value => value.ToString()));
        Assert.All(explanation.NotReusable, failure => Assert.True(failure.Location.Line > 1));
    }

    [Fact]
    public void WhetherItWasReusableBeforeIsSaid()
    {
        var explanation = Sender.ExplainLast(DecodingTests.Started);

        Assert.True(explanation.WasReusable);
        Assert.NotEmpty(explanation.NotReusable);
    }

    [Fact]
    public void TheLinesBeforeAreThere() =>
        Assert.Equal(["W FIRST = 0x10", "W LENGTH = 0x40"], Sender.ExplainLast(DecodingTests.Started).Earlier.Select(line => line.Text));

    [Fact]
    public void ALineMeansItsLastEvent() => Assert.Equal(2, Sender.Explain(new ExplainTarget(null, 2, null), DecodingTests.Started).Explanation!.At.Event);

    [Fact]
    public void ATimeMeansTheLastEventUpToIt() => Assert.Equal(2, Sender.Explain(new ExplainTarget(null, null, 2), DecodingTests.Started).Explanation!.At.Event);

    [Theory]
    [InlineData(4, null, null, "there is no event 4: the recording has 3 events, numbered from 1")]
    [InlineData(null, 9, null, "no event is in line 9: the last one before it is event 3 in line 3, and the recording has none behind it")]
    [InlineData(null, null, 5000, "there is nothing at 5.000 ms: the recording ends at 0.003 ms")]
    public void AMomentThatIsNotThereIsAMessage(int? number, int? line, int? timeUs, string message)
    {
        var result = Sender.Explain(new ExplainTarget(number, line, timeUs), DecodingTests.Started);

        Assert.Null(result.Explanation);
        Assert.Equal(message, result.Problem);
    }

    [Fact]
    public void AGapIsTold() => Assert.True(Sender.ExplainLast(Other(TraceEventKind.Gap), Write(5, 3)).IsAfterGap);

    private static void AssertKnown(string name, ulong value, KnownBy by, long since, params TraceEvent[] events)
    {
        var known = Known(Sender.ExplainLast(events), name);
        Assert.Equal((value, by, since), (known.Value, known.By, known.Since.Event));
    }

    private static KnownValue Known(Explanation explanation, string name) => explanation.Registers.Single(each => each.Name == name);
}
