using FsCheck;
using FsCheck.Fluent;
using Passthrough.Peers;

namespace Passthrough.Tests.Peers;

/// <summary>The peer's replies, and its account of what came.</summary>
public class EchoPeerTests
{
    private static readonly byte[] Guest = [2, 0, 0, 0, 0, 1];

    [Fact]
    public void EachRequestHasItsRepliesAfterTheLatency()
    {
        var peer = new EchoPeer(new EchoPeerOptions { LatencyNs = 500, ReplyDataBytes = 10 });

        peer.Receive(Request(4, 0, replies: 2), 1000);

        Assert.Equal(1500, peer.NextNs);
        Assert.False(peer.TrySend(1499, out _));
        Assert.Equal([new WorkloadFrame(4, 0, 1, 10), new WorkloadFrame(4, 0, 2, 10)], Sent(peer, 1500));
        Assert.Equal(long.MaxValue, peer.NextNs);
    }

    [Theory]
    [InlineData("03-00-00-00-00-05", "03-00-00-00-00-05")]
    [InlineData("FF-FF-FF-FF-FF-FF", "02-00-00-00-00-01")]
    [InlineData("02-00-00-00-FF-FE", "02-00-00-00-00-01")]
    public void ARequestToAGroupIsAnsweredToTheGroupAndAnyOtherToWhoAsked(string destination, string expected)
    {
        var peer = new EchoPeer();
        var frame = Request(1, 0, replies: 1);
        Convert.FromHexString(destination.Replace("-", "", StringComparison.Ordinal)).CopyTo(frame, 0);

        peer.Receive(frame, 0);

        Assert.True(peer.TrySend(long.MaxValue, out var reply));
        Assert.Equal(expected, BitConverter.ToString(reply, 0, WorkloadFrame.AddressBytes));
    }

    [Theory]
    [InlineData(new uint[] { 0, 1, 2 }, 3, 0, 0, 0)]
    [InlineData(new uint[] { 0, 2 }, 2, 1, 0, 0)]
    [InlineData(new uint[] { 0, 2, 1 }, 3, 0, 1, 0)]
    [InlineData(new uint[] { 0, 1, 1, 0 }, 2, 0, 0, 2)]
    [InlineData(new uint[] { 3, 100, 3, 99 }, 3, 98, 1, 1)]
    [InlineData(new uint[] { uint.MaxValue, uint.MaxValue }, 1, uint.MaxValue, 0, 1)]
    public void AStreamIsToldByWhatCameOfIt(uint[] sequence, long received, long missing, long outOfOrder, long duplicates)
    {
        var peer = new EchoPeer();

        foreach (var each in sequence)
            peer.Receive(Request(1, each, replies: 0), 0);

        Assert.Equal(new StreamTally(received, missing, outOfOrder, duplicates, 0), peer.TallyOf(1));
    }

    [Fact]
    public void ADamagedFrameIsCountedAndNotAnswered()
    {
        var peer = new EchoPeer();
        peer.Receive(Request(1, 0, replies: 0), 0);
        foreach (var stream in (ushort[])[1, 2])
        {
            var damaged = Request(stream, 1, replies: 1);
            damaged[40] ^= 1;
            peer.Receive(damaged, 0);
        }

        Assert.Equal((1, 1), (peer.TallyOf(1).Damaged, peer.DamagedFrames));
        Assert.Equal(long.MaxValue, peer.NextNs);
    }

    [Fact]
    public void RepliesThatWaitAreBounded()
    {
        var peer = new EchoPeer(new EchoPeerOptions { MostWaiting = 10 });

        peer.Receive(Request(1, 0, replies: ushort.MaxValue), 0);

        Assert.Equal((10, ushort.MaxValue - 10), (Sent(peer, long.MaxValue).Count, peer.DroppedReplies));
    }

    [Fact]
    public void AnnouncementsComeInBurstsAtTheirTimes()
    {
        var peer = new EchoPeer(new EchoPeerOptions { Announcements = [new Announcement { EveryNs = 100, FirstNs = 50, Burst = 3, Bursts = 2 }] });

        Assert.Empty(Sent(peer, 49));
        Assert.Equal([0u, 1, 2], Sent(peer, 149).Select(each => each.Sequence));
        Assert.Equal(150, peer.NextNs);
        Assert.Equal([3u, 4, 5], Sent(peer, 1000).Select(each => each.Sequence));
        Assert.Equal(long.MaxValue, peer.NextNs);
    }

    [Fact]
    public void ArbitraryBytesAreNotAnswered() => Prop.ForAll<byte[]>(bytes =>
    {
        var peer = new EchoPeer();
        peer.Receive(bytes, 0);
        return peer.NextNs == long.MaxValue && peer.Streams.Count == 0;
    }).QuickCheckThrowOnFailure();

    private static byte[] Request(ushort stream, uint sequence, ushort replies)
    {
        var frame = new WorkloadFrame(stream, sequence, replies, 20);
        var bytes = new byte[frame.FrameBytes];
        frame.Write(bytes, [.. EchoPeerOptions.UsualAddress], Guest);
        return bytes;
    }

    private static List<WorkloadFrame> Sent(EchoPeer peer, long nowNs)
    {
        var frames = new List<WorkloadFrame>();
        while (peer.TrySend(nowNs, out var bytes))
        {
            Assert.Equal(WorkloadFrameState.Whole, WorkloadFrame.Parse(bytes, out var frame));
            frames.Add(frame);
        }
        return frames;
    }
}
