using System.Buffers.Binary;
using System.Text;
using Passthrough.Peers;
using Passthrough.Recording;

namespace Passthrough.Tests.Serving;

public sealed class WireRecorderTests
{
    [Fact]
    public void EachFrameIsABlockAndAHandOffACommentAtTheNext()
    {
        var file = new MemoryStream();
        using (var recorder = new WireRecorder(new LanPeer(), file))
        {
            recorder.Say("alpha has the device");
            recorder.Say("beta has the device");
            recorder.Receive(Frames.ArpRequest, 0x1_0000_0002);
            Assert.True(recorder.TrySend(0x1_0000_0003, out _));
            Assert.False(recorder.TrySend(0x1_0000_0004, out _));
        }
        var blocks = Blocks(file.ToArray()).ToList();
        Assert.Equal([0x0a0d0d0au, 1, 6, 6], blocks.Select(block => block.Type));
        Assert.Equal(Frames.ArpRequest, blocks[2].Body[20..(20 + Frames.ArpRequest.Length)]);
        Assert.Equal([1, 0, 0, 0, 2, 0, 0, 0], blocks[2].Body[4..12]);
        Assert.Contains("alpha has the device; beta has the device", Encoding.ASCII.GetString(blocks[2].Body), StringComparison.Ordinal);
        Assert.DoesNotContain("alpha", Encoding.ASCII.GetString(blocks[3].Body), StringComparison.Ordinal);
    }

    private static IEnumerable<(uint Type, byte[] Body)> Blocks(byte[] file)
    {
        for (var at = 0; at < file.Length;)
        {
            var length = BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(at + 4));
            Assert.Equal(length, BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(at + length - 4)));
            yield return (BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(at)), file[(at + 8)..(at + length - 4)]);
            at += length;
        }
    }
}
