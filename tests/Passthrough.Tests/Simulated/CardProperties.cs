using FsCheck;
using FsCheck.Fluent;
using Passthrough.Devices.Simulated;

namespace Passthrough.Tests.Simulated;

/// <summary>What holds whatever a guest does and whatever comes from the wire.</summary>
public class CardProperties
{
    private static readonly Config Config = Config.QuickThrowOnFailure.WithMaxTest(300);

    /// <summary>Bytes that start, stop and configure things, beside any others.</summary>
    private static readonly Gen<ulong> Values = Gen.Frequency(
        (6, Gen.Elements<ulong>(0x00, 0x01, 0x02, 0x0a, 0x12, 0x1a, 0x1f, 0x21, 0x22, 0x26, 0x3f, 0x40, 0x4c, 0x59, 0x60, 0x61, 0x80, 0xff)),
        (1, ArbMap.Default.GeneratorFor<ulong>()));

    private static readonly Gen<Step> Steps =
        from kind in Gen.Elements(StepKind.Read, StepKind.Write, StepKind.Write, StepKind.Write, StepKind.Deliver, StepKind.Advance, StepKind.Wait, StepKind.Reset)
        from region in Gen.Frequency((30, Gen.Constant(0)), (1, Gen.Choose(-1, 40)))
        from offset in Gen.Frequency((20, Gen.Choose(0, 0x0f)), (8, Gen.Constant(0x10)), (1, Gen.Choose(0, int.MaxValue)), (1, Gen.Constant(-1)))
        from size in Gen.Elements(1, 1, 1, 1, 2, 4, 8)
        from value in Values
        from length in Gen.Frequency((4, Gen.Choose(0, 100)), (4, Gen.Choose(1000, 1600)), (1, Gen.Choose(0, 70_000)))
        select new Step(kind, region, (uint)offset, size, value, length);

    /// <summary>As it comes, or after a proper start, so that frames really go around.</summary>
    private static readonly Arbitrary<(bool IsStarted, StopWhileSending WhileSending, Step[] Steps)> Runs = (
        from isStarted in Gen.Elements(true, false)
        from whileSending in Gen.Elements(StopWhileSending.Completes, StopWhileSending.Loses)
        from steps in Steps.ArrayOf(200)
        select (isStarted, whileSending, steps)).ToArbitrary();

    [Fact]
    public void NothingThrowsAndTheClockNeverRunsBackwards() =>
        Check.One(Config, Prop.ForAll(Runs, run =>
        {
            var card = Make(run.IsStarted, run.WhileSending);
            foreach (var step in run.Steps)
            {
                var beforeNs = card.Nic.ElapsedNs;
                step.Do(card.Nic);
                Assert.True(card.Nic.ElapsedNs >= beforeNs);
            }
        }));

    [Fact]
    public void TheSameStepsGiveTheSameAnswers() =>
        Check.One(Config, Prop.ForAll(Runs, run => Assert.Equal(Answers(run), Answers(run))));

    [Fact]
    public void TheInterruptLineIsAlwaysThatOfIsrAndImr() =>
        Check.One(Config, Prop.ForAll(Runs, run =>
        {
            var card = Make(run.IsStarted, run.WhileSending);
            var heard = card.Nic.InterruptLine;
            card.Nic.InterruptLineChanged += level => heard = level;
            foreach (var step in run.Steps)
            {
                step.Do(card.Nic);
                Assert.Equal((card.State.Isr & card.State.Imr & 0x7f) != 0, card.Nic.InterruptLine);
                Assert.Equal(card.Nic.InterruptLine, heard);
            }
        }));

    [Fact]
    public void ReceptionKeepsCurrInTheRingAndNeverReachesBnry() =>
        Check.One(Config, Prop.ForAll(Gen.Choose(0, 3000).ArrayOf(200).ToArbitrary(), lengths =>
        {
            var card = Card.Started(rcr: 0x16);
            foreach (var length in lengths)
            {
                card.Receive(Frames.To(Frames.Station, length));
                Assert.InRange(card.State.Curr, Card.FirstRingPage, Card.RingEnd - 1);
                Assert.NotEqual(card.State.Bnry, card.State.Curr);
                if (length % 3 == 0 && card.State.Curr != Card.FirstRingPage)
                    card.Out(Card.Bnry, (byte)(card.State.Curr - 1));
            }
        }));

    [Fact]
    public void WhatIsReceivedStaysInsideTheRing() =>
        Check.One(Config, Prop.ForAll(Gen.Choose(0, 3000).ArrayOf(60).ToArbitrary(), lengths =>
        {
            var card = Card.Started(rcr: 0x16);
            var sentinel = Frames.To(Frames.Broadcast, 0x0c00, 7);
            card.Upload(0x4000, sentinel);
            foreach (var length in lengths)
                card.Receive(Frames.To(Frames.Station, length));
            Assert.Equal(sentinel, card.Download(0x4000, sentinel.Length));
        }));

    private static Card Make(bool isStarted, StopWhileSending whileSending) =>
        isStarted ? Card.Started(rcr: 0x1f, whileSending: whileSending) : new Card(whileSending);

    private static List<ulong> Answers((bool IsStarted, StopWhileSending WhileSending, Step[] Steps) run)
    {
        var card = Make(run.IsStarted, run.WhileSending);
        var answers = new List<ulong>();
        foreach (var step in run.Steps)
        {
            answers.Add(step.Do(card.Nic));
            answers.Add((ulong)card.Nic.ElapsedNs);
        }
        answers.AddRange(card.Sent().SelectMany(frame => frame).Select(each => (ulong)each));
        return answers;
    }
}
