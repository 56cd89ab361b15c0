using Passthrough.Devices.Simulated;

namespace Passthrough.Tests.Simulated;

/// <summary>The reset port, the reset of the bus, and stopping.</summary>
public class ResetTests
{
    [Fact]
    public void ReadingTheResetPortStopsTheNicAndMasksItsInterrupts()
    {
        var card = Card.Started(imr: 0x3f);
        card.Receive(Frames.To(Frames.Station));
        Assert.True(card.Nic.InterruptLine);

        card.In(Card.ResetPort);

        Assert.False(card.Nic.InterruptLine);
        Assert.Equal(0x21, card.In(Card.Command));
        Assert.Equal(Isr.Rst, card.In(Card.Isr));
        Assert.Equal(0, card.State.Imr);
    }

    [Fact]
    public void AResetLeavesTheRingAndTheAddressesAlone()
    {
        var card = Card.Started();

        card.Nic.Reset();

        Assert.Equal((Card.FirstRingPage, Card.RingEnd, Card.FirstRingPage), (card.State.Pstart, card.State.Pstop, card.State.Curr));
        Assert.Equal(Frames.Station, card.State.Par);
    }

    [Fact]
    public void AResetEndsLoopbackAndRemoteDmaAndChoosesLongAddresses()
    {
        var card = Card.Started();
        card.Out(Card.Tcr, 0x1e);
        card.BeginRemote(0, 32, 0x0a);

        card.Nic.Reset();

        Assert.Equal(0xffffUL, card.In(Card.DataPort, 2));
        Assert.Equal(0x18, card.InPage(2, Card.Tcr));
        Assert.Equal(0x4d, card.InPage(2, Card.Dcr)); // 0x49 and LAS
    }

    [Fact]
    public void MovingBnryDoesNotEndTheResetState()
    {
        var card = new Card();

        card.Out(Card.Bnry, 0x4c);

        Assert.Equal(Isr.Rst, card.In(Card.Isr));
    }

    [Fact]
    public void AResetLosesTheFrameOnItsWay()
    {
        var card = Card.Started();
        card.Send(Frames.To(Frames.Broadcast));

        card.Nic.Reset();
        card.Nic.Advance(Card.LongestFrameNs);

        Assert.Empty(card.Sent());
        Assert.Equal(Isr.Rst, card.In(Card.Isr));
    }

    [Fact]
    public void StartingClearsRst()
    {
        var card = Card.Started();
        card.Out(Card.Command, 0x21);
        Assert.Equal(Isr.Rst, card.In(Card.Isr));

        card.Out(Card.Isr, 0xff);
        Assert.Equal(Isr.Rst, card.In(Card.Isr));
        card.Out(Card.Command, 0x22);

        Assert.Equal(0, card.In(Card.Isr));
    }

    [Fact]
    public void AStoppedNicReceivesNothing()
    {
        var card = Card.Started();
        card.Out(Card.Command, 0x21);

        card.Receive(Frames.To(Frames.Station));

        Assert.Equal(Card.FirstRingPage, card.State.Curr);
        Assert.Equal(0, card.State.Tally[2]);
    }
}
