using FsCheck;
using FsCheck.Fluent;
using Passthrough.Peers;

namespace Passthrough.Tests.Peers;

/// <summary>The test traffic's frames: what is written is read again, and nothing else passes for one.</summary>
public class WorkloadFrameTests
{
    private static readonly byte[] Destination = [2, 0, 0, 0, 0, 1], Source = [2, 0, 0, 0, 0, 2];

    [Fact]
    public void AFrameIsLaidOutAsOthersBuildIt()
    {
        var bytes = Written(new WorkloadFrame(Stream: 0x0102, Sequence: 0x0a0b0c0d, Replies: 3, DataBytes: 4));

        Assert.Equal(60, bytes.Length);
        Assert.Equal("020000000001" + "020000000002" + "88B5" + "0201" + "0D0C0B0A" + "0300" + "0400" + "FE11" + "272E353C",
            Convert.ToHexString(bytes.AsSpan(0, 30)));
        Assert.All(bytes[30..], each => Assert.Equal(0, each));
    }

    [Fact]
    public void WhatIsWrittenIsReadAgain() => Prop.ForAll<ushort, uint, ushort>((stream, sequence, replies) =>
    {
        var frame = new WorkloadFrame(stream, sequence, replies, (ushort)(sequence % 1489));
        return WorkloadFrame.Parse(Written(frame), out var parsed) == WorkloadFrameState.Whole && parsed == frame;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void AnyOtherByteBehindTheAddressesIsFound() => Prop.ForAll<uint, byte>((sequence, other) =>
    {
        var bytes = Written(new WorkloadFrame(1, sequence, 1, (ushort)(sequence % 200)));
        var at = 12 + (int)(sequence % (uint)(bytes.Length - 12));
        var isOther = bytes[at] != other;
        if (isOther && bytes[at] % 255 == other % 255)
            return true; // 0x00 and 0xff are the same to a sum modulo 255
        bytes[at] = other;
        return WorkloadFrame.Parse(bytes, out _) == WorkloadFrameState.Whole != isOther;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void OfArbitraryBytesOnlyThoseOfAFramePass() => Prop.ForAll<byte[], bool>((bytes, isMarked) =>
    {
        if (isMarked && bytes.Length >= 14)
            bytes = [.. bytes[..12], 0x88, 0xb5, .. bytes[14..], .. new byte[60]];
        return WorkloadFrame.Parse(bytes, out var frame) != WorkloadFrameState.Whole
            || bytes.AsSpan(12).TrimEnd((byte)0).SequenceEqual(Written(frame).AsSpan(12).TrimEnd((byte)0));
    }).QuickCheckThrowOnFailure();

    private static byte[] Written(WorkloadFrame frame)
    {
        var bytes = new byte[frame.FrameBytes];
        Assert.Equal(bytes.Length, frame.Write(bytes, Destination, Source));
        return bytes;
    }
}
