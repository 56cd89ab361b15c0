using Passthrough.Peers;

namespace Passthrough.Tests.Serving;

public sealed class LanPeerTests
{
    private readonly LanPeer peer = new();

    [Fact]
    public void RouterSaysWhereItIs() =>
        Assert.StartsWith("525400123460" + "52550A000202" + "0806" + "0001080006040002" + "52550A000202" + "0A000202" + "525400123460" + "0A00020F", Answer(Frames.ArpRequest), StringComparison.Ordinal);

    [Fact]
    public void PingIsAnsweredWithItsData()
    {
        var answer = Answer(Frames.Ping);
        Assert.StartsWith("525400123460" + "52550A000202" + "0800", answer, StringComparison.Ordinal);
        Assert.EndsWith("12340001DEADBEEF", answer[..(2 * 46)], StringComparison.Ordinal);
        Assert.Equal(0, Sum(Convert.FromHexString(answer).AsSpan(34..46))); // its checksum is right
        Assert.Equal(0, Sum(Convert.FromHexString(answer).AsSpan(14..34)));
    }

    [Fact]
    public void EachStationGetsAnAddressOfItsOwnAndTheSameEachTime()
    {
        var other = Frames.Discover.ToArray();
        other[11] = other[42 + 28 + 5] = 0x61;
        Assert.Equal(["0A00020F", "0A000210", "0A00020F"], new[] { Frames.Discover, other, Frames.Discover }.Select(request => Answer(request).Substring(2 * (42 + 16), 8)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void AnyFrameIsTaken(int seed)
    {
        var random = new Random(seed);
        foreach (var good in (byte[][])[Frames.ArpRequest, Frames.Ping, Frames.Discover])
            for (var i = 0; i < 2_000; i++)
            {
                var frame = good[..random.Next(good.Length + 1)];
                for (var changes = random.Next(4); changes > 0 && frame.Length > 0; changes--)
                    frame[random.Next(frame.Length)] = (byte)random.Next(256);
                peer.Receive(frame, 0);
            }
    }

    private static int Sum(ReadOnlySpan<byte> bytes)
    {
        var sum = 0;
        for (var i = 0; i < bytes.Length; i++)
            sum += bytes[i] << (i % 2 == 0 ? 8 : 0);
        return (ushort)~((sum & 0xffff) + (sum >> 16));
    }

    private string Answer(byte[] frame)
    {
        peer.Receive(frame, 0);
        Assert.True(peer.TrySend(0, out var answer));
        return Convert.ToHexString(answer);
    }
}
