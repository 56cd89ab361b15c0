using Passthrough.Peers;

namespace Passthrough.Costs;

/// <summary>The frames that lie on the card while a loaded device is measured: the longest there are.</summary>
internal static class BenchFrame
{
    public const int Bytes = WorkloadFrame.MostBytes;

    /// <summary>A frame from nobody to an address.</summary>
    public static byte[] To(ReadOnlySpan<byte> destination)
    {
        var frame = new byte[Bytes];
        new WorkloadFrame(Stream: 0, Sequence: 0, Replies: 0, Bytes - WorkloadFrame.HeaderBytes).Write(frame, destination, [.. EchoPeerOptions.UsualAddress]);
        return frame;
    }
}
