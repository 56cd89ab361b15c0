using Passthrough.Devices.Simulated;

namespace Passthrough.Tests.Simulated;

/// <summary>The data port and the engine behind it.</summary>
public class RemoteDmaTests
{
    [Fact]
    public void ThePromHoldsEachByteOfTheStationAddressTwiceAndASignature()
    {
        var prom = Card.Started().Download(0, 32);

        Assert.Equal("525254540000121234345656", Convert.ToHexStringLower(prom[..12]));
        Assert.Equal("57575757", Convert.ToHexStringLower(prom[28..]));
    }

    [Fact]
    public void ThePromCannotBeWritten()
    {
        var card = Card.Started();
        var before = card.Download(0, 32);

        card.Upload(0, new byte[32]);

        Assert.Equal(before, card.Download(0, 32));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(60)]
    [InlineData(1514)]
    public void WhatIsUploadedIsDownloaded(int byteCount)
    {
        var card = Card.Started();
        var bytes = Frames.To(Frames.Station, byteCount);

        card.Upload(0x4000, bytes);

        Assert.Equal(bytes, card.Download(0x4000, byteCount));
    }

    [Theory]
    [InlineData(0x49, 1, 2)] // word mode: a byte access moves a word
    [InlineData(0x49, 2, 2)]
    [InlineData(0x49, 4, 4)]
    [InlineData(0x48, 1, 1)]
    [InlineData(0x48, 2, 2)]
    [InlineData(0x48, 4, 4)]
    public void TheWidthOfAnAccessSaysHowFarTheAddressGoes(byte dcr, int size, int moved)
    {
        var card = Card.Started();
        card.Upload(0x4000, [1, 2, 3, 4, 5, 6, 7, 8]);
        card.Out(Card.Dcr, dcr);
        card.BeginRemote(0x4000, 8, 0x0a);

        var value = card.In(Card.DataPort, size);

        Assert.Equal(0x04030201UL & (ulong.MaxValue >> (64 - 8 * size)), value);
        Assert.Equal(0x4000 + moved, card.In(0x8) | card.In(0x9) << 8); // CRDA
    }

    [Fact]
    public void WordsLieAtEvenAddresses()
    {
        var card = Card.Started();
        card.Upload(0x4000, [1, 2, 3, 4]);

        Assert.Equal([1, 2, 3, 4], card.Download(0x4001, 4));
    }

    [Fact]
    public void RdcIsSetWithTheLastByte()
    {
        var card = Card.Started();
        card.BeginRemote(0x4000, 4, 0x0a);

        card.In(Card.DataPort, 2);
        Assert.Equal(0, card.In(Card.Isr));
        card.In(Card.DataPort, 2);

        Assert.Equal(Isr.Rdc, card.In(Card.Isr));
    }

    [Fact]
    public void ATransferOfNothingIsDoneAtOnce()
    {
        var card = Card.Started();

        card.BeginRemote(0x4000, 0, 0x0a);

        Assert.Equal(Isr.Rdc, card.In(Card.Isr));
    }

    [Theory]
    [InlineData(0x22)]
    [InlineData(0x3a)]
    [InlineData(0x02)]
    public void ACommandStopsATransferWithoutRdc(byte command)
    {
        var card = Card.Started();
        card.Upload(0x4000, [1, 2, 3, 4]);
        card.BeginRemote(0x4000, 4, 0x0a);
        card.In(Card.DataPort, 2);

        card.Out(Card.Command, command);

        Assert.Equal(0xffffUL, card.In(Card.DataPort, 2));
        Assert.Equal(0, card.In(Card.Isr));
    }

    [Fact]
    public void BeyondTheCountThePortMovesNothing()
    {
        var card = Card.Started();
        card.Upload(0x4000, [1, 2, 3, 4]);
        card.BeginRemote(0x4000, 2, 0x12);

        card.Out(Card.DataPort, 2, 0xbbaa);
        card.Out(Card.DataPort, 2, 0xddcc);

        Assert.Equal([0xaa, 0xbb, 3, 4], card.Download(0x4000, 4));
    }

    [Fact]
    public void AReadGoesFromTheEndOfTheRingToItsBeginning()
    {
        var card = Card.Started();
        card.Upload(0x7ffe, [1, 2]);
        card.Upload(0x4c00, [3, 4]);

        Assert.Equal([1, 2, 3, 4], card.Download(0x7ffe, 4));
    }

    [Fact]
    public void AWriteDoesNotKnowTheRing()
    {
        var card = Card.Started();
        card.Out(Card.Pstop, 0x60);

        card.Upload(0x5ffe, [1, 2, 3, 4]);

        Assert.Equal([3, 4], card.Download(0x6000, 2));
    }

    [Fact]
    public void OutsideMemoryTheBusGivesOnes()
    {
        var card = Card.Started();
        card.Upload(0x8000, [1, 2]);

        Assert.Equal([0xff, 0xff], card.Download(0x8000, 2));
    }

    [Fact]
    public void SendPacketReadsTheFrameAtBnryAndMovesBnryBehindIt()
    {
        var card = Card.Started();
        card.Out(Card.Dcr, 0x59); // auto-initialize
        var frame = Frames.To(Frames.Station, 62);
        card.Receive(frame);
        card.Out(Card.Bnry, Card.FirstRingPage);
        card.Out(Card.Isr, 0xff);

        card.Out(Card.Command, 0x1a);
        var bytes = Enumerable.Range(0, 33).SelectMany(_ => BitConverter.GetBytes((ushort)card.In(Card.DataPort, 2))).ToArray();

        Assert.Equal(frame, bytes[4..]);
        Assert.Equal(Isr.Rdc, card.In(Card.Isr));
        Assert.Equal(Card.FirstRingPage + 1, card.In(Card.Bnry));
        Assert.Equal(Card.FirstRingPage + 1, card.InPage(2, 0x3)); // RNPP
    }
}
