using System.Buffers.Binary;

namespace Passthrough.Multiplexing.Sharing;

/// <summary>Values of accesses as bytes, little-endian as on every bus here.</summary>
internal static class AccessValue
{
    /// <summary>All ones: what a bus without a device answers.</summary>
    public static ulong Ones(int size) => ulong.MaxValue >> (64 - 8 * size);

    /// <summary>The value in bytes of an access's size.</summary>
    public static ulong Read(ReadOnlySpan<byte> bytes) => bytes.Length switch
    {
        1 => bytes[0],
        2 => BinaryPrimitives.ReadUInt16LittleEndian(bytes),
        4 => BinaryPrimitives.ReadUInt32LittleEndian(bytes),
        _ => BinaryPrimitives.ReadUInt64LittleEndian(bytes),
    };

    /// <summary>Puts a value into bytes of an access's size.</summary>
    public static void Write(Span<byte> bytes, ulong value)
    {
        for (var i = 0; i < bytes.Length; i++)
            bytes[i] = (byte)(value >> (8 * i));
    }
}
