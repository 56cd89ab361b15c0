using Passthrough.Devices.Simulated;

namespace Passthrough.Tests.Simulated;

/// <summary>What takes how long.</summary>
public class TimeTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1_000)]
    [InlineData(250_000)]
    public void AnAccessTakesTheTimeThatWasChosen(long accessNs)
    {
        var nic = new SimulatedNe2000(new SimulatedNe2000Options { AccessNs = accessNs });

        nic.Read(0, 0, 1);
        nic.Write(0, 0, 1, 0x21);

        Assert.Equal(2 * accessNs, nic.ElapsedNs);
    }

    [Fact]
    public void FramesFollowEachOtherAfterAGap()
    {
        var card = Card.Started();
        var beginNs = card.Nic.ElapsedNs;
        for (var i = 0; i < 10; i++)
            card.Nic.Deliver(Frames.To(Frames.Station, 60, i));

        for (var i = 0; i < 10_000 && card.State.Curr != Card.FirstRingPage + 10; i++)
            card.Nic.Advance(100);

        Assert.Equal(10 * 72 * 800 + 9 * 9_600, card.Nic.ElapsedNs - beginNs);
    }

    [Fact]
    public void WhoeverFloodsTheWireCannotKeepTheOthersFromSending()
    {
        var card = Card.Started();
        card.Upload(0x4000, Frames.To(Frames.Broadcast));
        card.OutWord(Card.Tbcr, 60);
        for (var i = 0; i < 20; i++)
            card.Nic.Deliver(Frames.To(Frames.Station, 60, i));

        card.Out(Card.Command, 0x26);
        card.Nic.Advance(4 * 72 * 800);

        Assert.Single(card.Sent());
    }

    [Fact]
    public void AGuestThatSendsWithoutEndCannotKeepTheOthersFromSending()
    {
        var card = Card.Started();
        card.OutWord(Card.Tbcr, 60);
        card.Out(Card.Command, 0x26);
        card.Nic.Deliver(Frames.To(Frames.Station));

        for (var i = 0; i < 150; i++)
            card.Out(Card.Command, 0x26); // at every microsecond, so in every gap

        Assert.Equal(Card.FirstRingPage + 1, card.State.Curr);
    }

    [Fact]
    public void TimeEndsWithoutHarm()
    {
        var card = Card.Started();
        card.Nic.Deliver(Frames.To(Frames.Station));

        card.Nic.Advance(long.MaxValue);
        card.Nic.Advance(long.MaxValue);
        card.In(Card.Isr);

        Assert.Equal(long.MaxValue, card.Nic.ElapsedNs);
    }

    [Fact]
    public void AWireThatIsFullSaysSo()
    {
        var nic = new SimulatedNe2000();
        for (var i = 0; i < Wire.MostFrames; i++)
            Assert.True(nic.Deliver(Frames.To(Frames.Station)));

        Assert.False(nic.Deliver(Frames.To(Frames.Station)));
    }
}
