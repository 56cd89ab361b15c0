using Passthrough.Devices.Simulated;

namespace Passthrough.Tests.Simulated;

/// <summary>Pages, read-back and what is not there.</summary>
public class RegisterTests
{
    [Fact]
    public void ACardIsStoppedAtPowerOn()
    {
        var card = new Card();

        Assert.Equal(0x21, card.In(Card.Command));
        Assert.Equal(0x80, card.In(Card.Isr));
        Assert.False(card.Nic.InterruptLine);
    }

    [Theory]
    [InlineData(0x1)]
    [InlineData(0x2)]
    [InlineData(0x4)]
    [InlineData(0xc)]
    [InlineData(0xd)]
    [InlineData(0xe)]
    [InlineData(0xf)]
    public void WhatIsWrittenOnPage0IsReadBackOnPage2(uint port)
    {
        var card = new Card();

        card.Out(port, 0x1a);

        Assert.Equal(0x1a, card.InPage(2, port));
    }

    [Fact]
    public void AddressesOfPage1AreReadAsWritten()
    {
        var card = new Card();
        card.Out(Card.Command, 0x61);
        for (uint port = 1; port < 0x10; port++)
            card.Out(port, (byte)(0xa0 + port));

        for (uint port = 1; port < 0x10; port++)
            Assert.Equal((byte)(0xa0 + port), card.In(port));
    }

    [Fact]
    public void PointersOfLocalDmaAreReadOnPage2()
    {
        var card = Card.Started();

        card.Receive(Frames.To(Frames.Station, 300));

        Assert.Equal(0x4e, card.InPage(2, 0x5)); // LNPP: the frame takes two pages
        Assert.Equal(0x4d, card.InPage(2, 0x6)); // ACNT: 4 + 300 + 4 bytes from 0x4c00 on
        Assert.Equal(0x34, card.InPage(2, 0x7));
        Assert.Equal(0x34, card.In(0x1)); // CLDA
        Assert.Equal(0x4d, card.In(0x2));
    }

    [Fact]
    public void OnePortIsAnotherRegisterOnAnotherPage()
    {
        var card = Card.Started();

        card.Out(Card.Isr, 0x00);

        Assert.Equal(Card.FirstRingPage, card.InPage(1, Card.Curr));
    }

    [Fact]
    public void APageCanBeChosenWithoutStoppingTheNic()
    {
        var card = Card.Started();

        card.Out(Card.Command, 0x60);
        card.Out(Card.Command, 0x20);
        card.Receive(Frames.To(Frames.Station));

        Assert.Equal(Isr.Prx, card.In(Card.Isr));
    }

    [Fact]
    public void AWideAccessIsItsBytes()
    {
        var card = new Card();

        card.Out(Card.Pstart, 2, 0x804c);

        Assert.Equal((0x4c, 0x80), (card.State.Pstart, card.State.Pstop));
        card.Out(Card.Command, 0xa1);
        Assert.Equal(0x804ca1UL, card.In(Card.Command, 4) & 0xffffff);
    }

    [Theory]
    [InlineData(0, 0x06u, 1, 0xffUL)] // FIFO
    [InlineData(0, 0x0au, 2, 0xffffUL)]
    [InlineData(0, 0x11u, 1, 0xffUL)]
    [InlineData(0, 0x20u, 4, 0xffffffffUL)]
    [InlineData(0, uint.MaxValue, 8, ulong.MaxValue)]
    [InlineData(1, 0x00u, 1, 0xffUL)]
    public void WhereNothingAnswersAllBitsAreOnes(int region, uint offset, int size, ulong expected)
    {
        var card = new Card();

        card.Nic.Write(region, offset, size, 0);

        Assert.Equal(expected, card.Nic.Read(region, offset, size));
    }

    [Fact]
    public void NothingIsOnPage3()
    {
        var card = new Card();
        card.Out(Card.Command, 0xe1);

        for (uint port = 1; port < 0x10; port++)
        {
            card.Out(port, 0);
            Assert.Equal(0xff, card.In(port));
        }
    }
}
