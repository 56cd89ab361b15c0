using Passthrough.Guests.Workloads;
using Passthrough.Nics.Pcnet;

namespace Passthrough.Tests.Scripted;

/// <summary>Options of a driver of the PCnet that make no sense say so, for they come from people.</summary>
public class PcnetOptionsTests
{
    [Fact]
    public void WhatIsGivenWithoutAWordMakesSense() => Assert.Null(new PcnetDriverOptions().Problem);

    [Fact]
    public void RingsAreAlignedAndNoLongerThanTheChipTakes()
    {
        Assert.Equal("rings are aligned to 16 bytes; 0x10008 is not", new PcnetDriverOptions { MemoryAt = 0x10008 }.Problem);
        Assert.Equal("a ring has 2 to the power of 0 to 9 entries", new PcnetDriverOptions { ReceiveLog = 10 }.Problem);
        Assert.Equal("a ring has 2 to the power of 0 to 9 entries", new PcnetDriverOptions { TransmitLog = -1 }.Problem);
        Assert.Equal("a frame in two pieces needs a transmit ring of two entries", new PcnetDriverOptions { SplitsFrames = true, TransmitLog = 0 }.Problem);
    }

    [Fact]
    public void TheReceiveBuffersTogetherHoldFrames()
    {
        Assert.Equal("a receive buffer has 64 to 4096 bytes, not 4097", new PcnetDriverOptions { ReceiveBufferBytes = 4097 }.Problem);
        Assert.Equal("the receive buffers together must hold two frames", new PcnetDriverOptions { ReceiveBufferBytes = 512, ReceiveLog = 2 }.Problem);
    }

    [Fact]
    public void NoGuestIsMadeOfNonsense() =>
        Assert.Throws<ArgumentException>(() => PcnetGuest.Create("guest", 1, new PcnetDriverOptions { PollNs = 0 }, new Workload { Frames = 1 }));
}
