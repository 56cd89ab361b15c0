using Passthrough.Guests.Workloads;
using Passthrough.Nics.Ne2000;

namespace Passthrough.Tests.Scripted;

/// <summary>Options and workloads that make no sense say so, for they come from people.</summary>
public class OptionsTests
{
    [Fact]
    public void WhatIsGivenWithoutAWordMakesSense()
    {
        Assert.Null(new Ne2000DriverOptions().Problem);
        Assert.Null(new Workload { Frames = 1 }.Problem);
    }

    [Fact]
    public void ARingMustBeOnTheCardAndApartFromTheTransmitBuffers()
    {
        Assert.Equal("the ring and the transmit buffers overlap", new Ne2000DriverOptions { FirstRingPage = 0x44 }.Problem);
        Assert.Equal("the ring and the transmit buffers overlap", new Ne2000DriverOptions { FirstTransmitPage = 0x79 }.Problem);
        Assert.Equal("a ring in pages 0x4c to 0x81 is not within 0x40 to 0x80 or has less than 8 pages", new Ne2000DriverOptions { EndOfRing = 0x81 }.Problem);
        Assert.Equal("a ring in pages 0x4c to 0x53 is not within 0x40 to 0x80 or has less than 8 pages", new Ne2000DriverOptions { EndOfRing = 0x53 }.Problem);
        Assert.Equal("transmit buffers in pages 0x7b to 0x81 are not within 0x40 to 0x80", new Ne2000DriverOptions { FirstTransmitPage = 0x7b, EndOfRing = 0x70 }.Problem);
    }

    [Fact]
    public void AGroupsAddressIsOddAndAStationsIsEven()
    {
        Assert.NotNull(new Ne2000DriverOptions { Groups = [[2, 0, 0, 0, 0, 1]] }.Problem);
        Assert.NotNull(new Ne2000DriverOptions { StationAddress = Drivers.Group }.Problem);
    }

    [Fact]
    public void AWorkloadIsWithinWhatEthernetCarries()
    {
        Assert.Equal("a frame has 60 to 1514 bytes; 60 to 1515 is no such range", new Workload { Frames = 1, MostBytes = 1515 }.Problem);
        Assert.Equal("a window is 1 to 1024 requests wide, not 0", new Workload { Frames = 1, Window = 0 }.Problem);
    }

    [Fact]
    public void NoGuestIsMadeOfNonsense() =>
        Assert.Throws<ArgumentException>(() => Ne2000Guest.Create("guest", 1, new Ne2000DriverOptions { TransferBytes = 3 }, new Workload { Frames = 1 }));
}
