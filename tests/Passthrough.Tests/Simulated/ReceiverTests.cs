using Passthrough.Devices;
using Passthrough.Devices.Simulated;

namespace Passthrough.Tests.Simulated;

/// <summary>Which frames are received, and what is reported about them.</summary>
public class ReceiverTests
{
    private static readonly byte[] AllHosts = [0x01, 0x00, 0x5e, 0x00, 0x00, 0x01];

    [Fact]
    public void AFrameStandsInTheRingBehindItsHeader()
    {
        var card = Card.Started();
        var frame = Frames.To(Frames.Station, 300);

        card.Receive(frame);

        Assert.Equal([0x01, 0x4e, 0x30, 0x01], card.Download(0x4c00, 4)); // 300 and 4 of the check sequence
        Assert.Equal(frame, card.TakeFrame());
        Assert.Equal(Isr.Prx, card.In(Card.Isr));
        Assert.Equal(0x01, card.In(0xc)); // RSR
        Assert.Equal(0x4e, card.InPage(1, Card.Curr));
    }

    [Theory]
    [InlineData(0x00, "525400123456", true)]
    [InlineData(0x00, "525400abcdef", false)]
    [InlineData(0x10, "525400abcdef", true)] // PRO
    [InlineData(0x10, "ffffffffffff", false)] // PRO is about individual addresses
    [InlineData(0x00, "ffffffffffff", false)]
    [InlineData(0x04, "ffffffffffff", true)] // AB
    [InlineData(0x04, "01005e000001", false)]
    [InlineData(0x08, "01005e000001", true)] // AM
    [InlineData(0x08, "01005e000002", false)]
    public void TheFilterSaysForWhomAFrameIs(byte rcr, string destination, bool isReceived)
    {
        var card = Card.Started(rcr);
        AllowMulticast(card, AllHosts);

        card.Receive(Frames.To(Convert.FromHexString(destination)));

        Assert.Equal(isReceived ? Isr.Prx : 0, card.In(Card.Isr));
    }

    [Fact]
    public void TheFilterLooksAtParAndNotAtTheProm()
    {
        var card = Card.Started();
        card.Out(Card.Command, 0x60);
        for (uint i = 0; i < 6; i++)
            card.Out(1 + i, Frames.Stranger[i]);
        card.Out(Card.Command, 0x20);

        card.Receive(Frames.To(Frames.Station));
        Assert.Equal(0, card.In(Card.Isr));
        card.Receive(Frames.To(Frames.Stranger));

        Assert.Equal(Isr.Prx, card.In(Card.Isr));
    }

    [Theory] // the bits that Linux sets for these groups, as recorded in traces/ne2k_pci-boot
    [InlineData("01005e000001", 31)]
    [InlineData("333300000001", 62)]
    [InlineData("3333ff123456", 2)]
    public void TheHashOfAGroupIsThatOfLinux(string address, int bit) =>
        Assert.Equal(bit, FrameCheckSequence.MulticastBit(Convert.FromHexString(address)));

    [Fact]
    public void TheCheckSequenceIsThatOfTheStandard() =>
        Assert.Equal(0xcbf43926u, FrameCheckSequence.Of("123456789"u8));

    [Fact]
    public void AGroupAddressShowsInTheStatus()
    {
        var card = Card.Started();

        card.Receive(Frames.To(Frames.Broadcast));

        Assert.Equal(Rsr.Prx | Rsr.Phy, card.Download(0x4c00, 1)[0]);
    }

    [Theory]
    [InlineData(0x04, 59, false)]
    [InlineData(0x04, 60, true)]
    [InlineData(0x06, 59, true)] // AR
    [InlineData(0x06, 5, false)]
    public void RuntsAreReceivedOnlyIfAsked(byte rcr, int byteCount, bool isReceived)
    {
        var card = Card.Started(rcr);

        card.Receive(Frames.To(Frames.Station, byteCount));

        Assert.Equal(isReceived ? Isr.Prx : 0, card.In(Card.Isr));
    }

    [Theory]
    [InlineData(FrameDamage.Crc, 0x02, 1)]
    [InlineData(FrameDamage.Alignment, 0x06, 0)]
    public void ADamagedFrameIsCountedAndStoredOnlyIfAsked(FrameDamage damage, byte status, int counter)
    {
        foreach (var saves in new[] { false, true })
        {
            var card = Card.Started((byte)(saves ? 0x05 : 0x04));

            card.Receive(Frames.To(Frames.Station), damage);

            Assert.Equal(Isr.Rxe, card.In(Card.Isr));
            Assert.Equal(status, card.In(0xc));
            Assert.Equal(saves ? 0x4d : 0x4c, card.State.Curr);
            Assert.Equal(1, card.In((uint)(0xd + counter)));
            if (saves)
                Assert.Equal(status, card.Download(0x4c00, 1)[0]);
        }
    }

    [Theory]
    [InlineData(StopWhileSending.Completes, 0, Isr.Rst | Isr.Prx)]
    [InlineData(StopWhileSending.Loses, Isr.Rst, Isr.Rst)]
    public void AStopWhileAFrameComesInCompletesOrLosesIt(StopWhileSending whileSending, int atOnce, int atTheEnd)
    {
        var card = Card.Started(whileSending: whileSending);
        card.Nic.Deliver(Frames.To(Frames.Station));
        card.Nic.Advance(10_000);

        card.Out(Card.Command, 0x21);
        Assert.Equal(atOnce, card.In(Card.Isr));
        card.Nic.Advance(Card.LongestFrameNs);

        Assert.Equal(atTheEnd, card.In(Card.Isr));
    }

    [Fact]
    public void InMonitorModeFramesAreCountedAndNotStored()
    {
        var card = Card.Started(rcr: 0x24);

        card.Receive(Frames.To(Frames.Station));
        card.Receive(Frames.To(Frames.Stranger));

        Assert.Equal(Card.FirstRingPage, card.State.Curr);
        Assert.Equal(Rsr.Mpa | Rsr.Dis, card.In(0xc));
        Assert.Equal(1, card.In(0xf));
    }

    [Fact]
    public void ACounterIsClearedByReadingAndStopsAt192()
    {
        var card = Card.Started(rcr: 0x24);
        for (var i = 0; i < 127; i++)
            card.Receive(Frames.To(Frames.Station));
        Assert.Equal(Isr.Rxe, card.In(Card.Isr));
        card.Receive(Frames.To(Frames.Station));
        Assert.Equal(Isr.Rxe | Isr.Cnt, card.In(Card.Isr));

        for (var i = 0; i < 100; i++)
            card.Receive(Frames.To(Frames.Station));

        Assert.Equal(192, card.In(0xf));
        Assert.Equal(0, card.In(0xf));
    }

    private static void AllowMulticast(Card card, byte[] address)
    {
        var bit = FrameCheckSequence.MulticastBit(address);
        card.Out(Card.Command, 0x60);
        card.Out((uint)(8 + bit / 8), (byte)(1 << (bit % 8)));
        card.Out(Card.Command, 0x20);
    }
}
