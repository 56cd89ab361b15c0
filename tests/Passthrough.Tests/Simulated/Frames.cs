namespace Passthrough.Tests.Simulated;

/// <summary>Frames for the bench, without their check sequence.</summary>
internal static class Frames
{
    public static readonly byte[] Station = [0x52, 0x54, 0x00, 0x12, 0x34, 0x56];
    public static readonly byte[] Broadcast = [0xff, 0xff, 0xff, 0xff, 0xff, 0xff];
    public static readonly byte[] Stranger = [0x52, 0x54, 0x00, 0xab, 0xcd, 0xef];

    /// <summary>A frame whose bytes tell its number and their place.</summary>
    public static byte[] To(byte[] destination, int byteCount = 60, int number = 1)
    {
        var frame = new byte[byteCount];
        for (var i = 0; i < byteCount; i++)
            frame[i] = i < destination.Length ? destination[i] : (byte)(31 * number + i);
        return frame;
    }
}
