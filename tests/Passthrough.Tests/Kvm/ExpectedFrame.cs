using System.Buffers.Binary;
using Passthrough.Nics.Ne2000.RealMode;

namespace Passthrough.Tests.Kvm;

/// <summary>A request as its format says, made without any of the driver's code.</summary>
internal static class ExpectedFrame
{
    public static byte[] Of(Ne2000ProgramOptions options, uint sequence, int dataBytes)
    {
        var frame = new byte[Math.Max(60, 26 + dataBytes)];
        options.PeerAddress.ToArray().CopyTo(frame, 0);
        options.StationAddress.ToArray().CopyTo(frame, 6);
        frame[12] = 0x88;
        frame[13] = 0xb5;
        BinaryPrimitives.WriteUInt16LittleEndian(frame.AsSpan(14), options.Stream);
        BinaryPrimitives.WriteUInt32LittleEndian(frame.AsSpan(16), sequence);
        BinaryPrimitives.WriteUInt16LittleEndian(frame.AsSpan(20), 1);
        BinaryPrimitives.WriteUInt16LittleEndian(frame.AsSpan(22), (ushort)dataBytes);
        for (var i = 0; i < dataBytes; i++)
            frame[26 + i] = (byte)(sequence + 7 * i + 13 * options.Stream);
        var (first, second) = (0, 0);
        foreach (var each in frame[14..24].Concat(frame[26..(26 + dataBytes)]))
        {
            first = (first + each) % 255;
            second = (second + first) % 255;
        }
        frame[24] = (byte)first;
        frame[25] = (byte)second;
        return frame;
    }
}
