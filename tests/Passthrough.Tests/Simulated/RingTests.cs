using Passthrough.Devices.Simulated;

namespace Passthrough.Tests.Simulated;

/// <summary>The ring: going around it, and what happens when it is full.</summary>
public class RingTests
{
    [Fact]
    public void FramesGoAroundTheRingInOrder()
    {
        var card = Card.Started();

        for (var i = 0; i < 300; i++)
        {
            var frame = Frames.To(Frames.Station, 60 + 37 * i % 1455, i);
            card.Receive(frame);
            Assert.Equal(frame, card.TakeFrame());
        }
    }

    [Fact]
    public void AnEmptyRingMayHaveBnryEqualToCurr()
    {
        var card = Card.Started();
        card.Out(Card.Bnry, Card.FirstRingPage);

        card.Receive(Frames.To(Frames.Station));

        Assert.Equal(Isr.Prx, card.In(Card.Isr));
    }

    [Fact]
    public void AFullRingSetsOvwAndKeepsWhatItHolds()
    {
        var card = Card.Started();
        card.FillRing();
        Assert.Equal(Isr.Prx, card.In(Card.Isr));

        card.Receive(Frames.To(Frames.Station, 60, 99));

        Assert.Equal(Isr.Prx | Isr.Rxe | Isr.Ovw | Isr.Rst, card.In(Card.Isr));
        Assert.Equal(Rsr.Mpa, card.In(0xc));
        Assert.Equal(1, card.In(0xf));
        Assert.Equal(Frames.To(Frames.Station, 60, 0), card.TakeFrame());
    }

    [Fact]
    public void ALongFrameThatDoesNotFitLeavesNoTraceInTheRing()
    {
        var card = Card.Started();
        for (var i = 0; i < 48; i++)
            card.Receive(Frames.To(Frames.Station, 60, i));
        var curr = card.State.Curr;

        card.Receive(Frames.To(Frames.Station, 1514));

        Assert.Equal(Isr.Ovw, card.In(Card.Isr) & Isr.Ovw);
        Assert.Equal(curr, card.State.Curr);
    }

    [Fact]
    public void AfterAnOverflowMakingRoomIsNotEnough()
    {
        var card = Overflowed();

        card.TakeFrame();
        card.Receive(Frames.To(Frames.Station));

        Assert.Equal(2, card.In(0xf)); // one that found the ring full, one that found the receiver stopped
    }

    [Theory]
    [InlineData(StopWhileSending.Completes)]
    [InlineData(StopWhileSending.Loses)]
    public void TheOverflowProcedureBringsReceptionBack(StopWhileSending whileSending)
    {
        var card = Overflowed(whileSending);

        Recover(card);
        card.Out(Card.Isr, 0xff);
        card.Receive(Frames.To(Frames.Station, 60, 100));

        Assert.Equal(Isr.Prx, card.In(Card.Isr));
        Assert.Equal(Frames.To(Frames.Station, 60, 100), card.TakeFrame());
    }

    [Fact]
    public void AnOverflowLastsUntilTheResetStateIsReached()
    {
        var card = Overflowed();
        card.Send(Frames.To(Frames.Broadcast));

        card.Out(Card.Command, 0x21);
        card.Out(Card.Command, 0x22); // too early: the frame is still on the wire
        card.TakeFrame();
        card.Receive(Frames.To(Frames.Station));

        Assert.Equal(2, card.In(0xf));
    }

    [Fact]
    public void RstOfAnOverflowGoesWhenTheDriverMakesRoom()
    {
        var card = Overflowed();
        Assert.Equal(Isr.Rst, card.In(Card.Isr) & Isr.Rst);

        card.TakeFrame();

        Assert.Equal(0, card.In(Card.Isr) & Isr.Rst);
    }

    [Fact]
    public void AFrameLongerThanTheRingOverflowsIt()
    {
        var card = Card.Started();

        Assert.True(card.Nic.Deliver(new byte[6].Concat(new byte[20_000]).ToArray()));
        card.Nic.Deliver(Frames.To(Frames.Station, 20_000));
        card.Nic.Advance(100_000_000);

        Assert.Equal(Isr.Ovw, card.In(Card.Isr) & Isr.Ovw);
        Assert.Equal(Card.FirstRingPage, card.State.Curr);
    }

    /// <summary>The data sheet's procedure, as lib8390 has it (ei_rx_overrun), with an empty ring at the end.</summary>
    internal static void Recover(Card card)
    {
        card.Out(Card.Command, 0x21);
        card.Nic.Advance(10_000_000);
        card.OutWord(Card.Rbcr, 0);
        card.Out(Card.Tcr, 0x02);
        card.Out(Card.Command, 0x22);
        for (var i = 0; i < 52 && card.In(Card.Bnry) != Last(card.InPage(1, Card.Curr)); i++)
            card.TakeFrame();
        card.Out(Card.Isr, Isr.Ovw);
        card.Out(Card.Tcr, 0);
    }

    private static Card Overflowed(StopWhileSending whileSending = StopWhileSending.Completes)
    {
        var card = Card.Started(whileSending: whileSending);
        card.FillRing();
        card.Receive(Frames.To(Frames.Station, 60, 99));
        return card;
    }

    private static int Last(byte page) => page == Card.FirstRingPage ? Card.RingEnd - 1 : page - 1;
}
