namespace Dmm.Tracing;

/// <summary>Formats that are easily taken for a recording, so that the message can say what to do.</summary>
internal static class ForeignFormats
{
    /// <summary>The first bytes of gzip (RFC 1952, 2.3.1).</summary>
    public static ReadOnlySpan<byte> Gzip => [0x1f, 0x8b];

    /// <summary>What the first bytes are that begin no recording, and what to do; null when they can be text.</summary>
    public static string? Name(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith(Gzip))
            return "this was compressed with gzip twice: decompress it once";
        if (head.StartsWith<byte>([0x28, 0xb5, 0x2f, 0xfd]))
            return "this is compressed with zstd: decompress it with zstd -d";
        if (head.StartsWith<byte>([0xfd, (byte)'7', (byte)'z', (byte)'X', (byte)'Z']))
            return "this is compressed with xz: decompress it with xz -d";
        if (head.StartsWith<byte>([0xd4, 0xc3, 0xb2, 0xa1]) || head.StartsWith<byte>([0x0a, 0x0d, 0x0d, 0x0a]))
            return "this is a capture of frames (pcap), not of register accesses";
        // The header of QEMU's scripts/simpletrace.py: an event number of all ones.
        if (head.StartsWith<byte>([0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]))
            return "this is binary output of QEMU's simple backend: record with the log backend";
        if (head.StartsWith("PERFILE2"u8))
            return "this is the binary file of perf record: give the output of perf script -i FILE";
        if (head.StartsWith<byte>([0x17, 0x08, 0x44, (byte)'t', (byte)'r', (byte)'a', (byte)'c', (byte)'i', (byte)'n', (byte)'g']))
            return "this is the binary file of trace-cmd record: give the output of trace-cmd report -i FILE";
        return head.Contains((byte)0) ? "this is no text, and no binary format that is known" : null;
    }
}
