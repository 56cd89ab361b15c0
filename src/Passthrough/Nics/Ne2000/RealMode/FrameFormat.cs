namespace Passthrough.Nics.Ne2000.RealMode;

/// <summary>Where the fields of a numbered, checksummed frame are. Numbers are little-endian, but for the type.</summary>
internal static class FrameFormat
{
    public const int Type = 12, Stream = 14, Sequence = 16, Replies = 20, DataBytes = 22, Checksum = 24, Data = 26;

    public const int LeastBytes = 60;
    public const byte TypeHigh = 0x88, TypeLow = 0xb5; // IEEE 802: local experiments

    /// <summary>data[i] = sequence + 7 i + 13 stream, modulo 256.</summary>
    public const int DataStep = 7, StreamStep = 13;
}
