namespace Passthrough.Tests.Simulated;

/// <summary>The interrupt line, and waiting for it.</summary>
public class InterruptTests
{
    [Fact]
    public void TheLineIsHighWhileAnEnabledCauseIsSet()
    {
        var card = Card.Started(imr: 0x01);
        card.Receive(Frames.To(Frames.Station));
        Assert.True(card.Nic.InterruptLine);

        card.Out(Card.Imr, 0x00);
        Assert.False(card.Nic.InterruptLine);
        card.Out(Card.Imr, 0x01);
        Assert.True(card.Nic.InterruptLine);
        card.Out(Card.Isr, 0x01);

        Assert.False(card.Nic.InterruptLine);
        Assert.Equal(2, card.Interrupts);
    }

    [Fact]
    public void TheResetStatusIsNoCause()
    {
        var card = Card.Started(imr: 0xff);

        card.Out(Card.Command, 0x21);

        Assert.Equal(0x80, card.In(Card.Isr));
        Assert.False(card.Nic.InterruptLine);
    }

    [Fact]
    public void AnAccessThatLowersTheLineHasLoweredItWhenItIsDone()
    {
        var card = Card.Started();
        var levels = new List<bool>();
        card.Nic.InterruptLineChanged += levels.Add;
        card.Receive(Frames.To(Frames.Station));

        card.Out(Card.Isr, 0xff);

        Assert.Equal([true, false], levels);
    }

    [Fact]
    public void WaitingEndsWithTheFrame()
    {
        var card = Card.Started();
        var beginNs = card.Nic.ElapsedNs;
        card.Nic.Deliver(Frames.To(Frames.Station));

        Assert.True(card.Nic.WaitForInterrupt(Card.LongestFrameNs));

        Assert.Equal((8 + 60 + 4) * 800, card.Nic.ElapsedNs - beginNs);
    }

    [Fact]
    public void WaitingInVainTakesTheTimeThatWasGiven()
    {
        var card = Card.Started();
        var beginNs = card.Nic.ElapsedNs;

        Assert.False(card.Nic.WaitForInterrupt(12_345));

        Assert.Equal(12_345, card.Nic.ElapsedNs - beginNs);
    }
}
