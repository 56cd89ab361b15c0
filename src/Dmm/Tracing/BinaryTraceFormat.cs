using System.Buffers.Binary;
using System.Text;

namespace Dmm.Tracing;

/// <summary>The layout of a <c>.vpt</c> recording; docs/trace-format.md describes it.</summary>
/// <remarks>
/// A header, then records of 16 bytes until the end of the stream. What is known about the device is in records too, not in
/// the header: a log that is converted while it is read tells it only on the way, and the output cannot be sought in.
/// For the same reason the number of records is in the last one, which also proves that nothing was cut off.
/// </remarks>
internal static class BinaryTraceFormat
{
    public const ushort Version = 1;
    public const int HeaderSize = 16;
    public const int LongestSource = 1024;

    private const int VersionAt = 8;
    private const int RecordSizeAt = 10;
    private const int SourceLengthAt = 12;
    private const int ReservedAt = 14;

    // A byte above 127 and both line endings: a transfer that takes it for text damages it at once.
    private static ReadOnlySpan<byte> Magic => [0x89, (byte)'V', (byte)'P', (byte)'T', 0x0d, 0x0a, 0x1a, 0x0a];

    public static bool IsBegunBy(ReadOnlySpan<byte> head) => head.StartsWith(Magic);

    /// <summary>The bytes of a source text, zeros after it included, so that records lie at multiples of 16.</summary>
    public static int PaddedLength(int sourceLength) => (sourceLength + 15) & ~15;

    public static byte[] Header(string source)
    {
        var text = Encoding.UTF8.GetBytes(source);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(text.Length, LongestSource, nameof(source));
        var header = new byte[HeaderSize + PaddedLength(text.Length)];
        Magic.CopyTo(header);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(VersionAt), Version);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(RecordSizeAt), TraceEvent.ByteCount);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(SourceLengthAt), (ushort)text.Length);
        text.CopyTo(header, HeaderSize);
        return header;
    }

    /// <summary>Checks a header.</summary>
    /// <returns>What is wrong with it and what to do, or null.</returns>
    public static string? Check(ReadOnlySpan<byte> header, out int sourceLength)
    {
        sourceLength = 0;
        if (header.Length < HeaderSize)
            return "the recording ends within its header: make it again";
        var version = BinaryPrimitives.ReadUInt16LittleEndian(header[VersionAt..]);
        if (version != Version)
            return $"the recording has format version {version}, and only version {Version} is known: use the vpio that made it";
        sourceLength = BinaryPrimitives.ReadUInt16LittleEndian(header[SourceLengthAt..]);
        var recordSize = BinaryPrimitives.ReadUInt16LittleEndian(header[RecordSizeAt..]);
        var reserved = BinaryPrimitives.ReadUInt16LittleEndian(header[ReservedAt..]);
        return recordSize != TraceEvent.ByteCount || reserved != 0 || sourceLength > LongestSource
            ? "the recording's header is damaged: convert again"
            : null;
    }
}
