using System.IO.Compression;

namespace Dmm.Tracing;

/// <summary>Decompresses a gzip stream and knows whether it was whole.</summary>
/// <remarks>
/// <see cref="GZipStream"/> checks the sum at a member's end but says nothing when the data stops before it, so a
/// recording cut in half would look complete. Hence the proof: when the data is used up, one more gzip member with
/// a known text is given to the decompressor. Only if the data ended where a member ends does that text come out;
/// whatever else comes out then is not the recording's, and is dropped.
/// </remarks>
internal sealed class GzipInput : TraceInput
{
    private const string EndsEarly = "compressed data ends early";

    private static readonly byte[] ProofText = "[the end of it]\n"u8.ToArray();
    private static readonly byte[] ProofMember = Compress(ProofText);

    private readonly GZipStream gzip;
    private readonly WithProof compressed;

    private GzipInput(GZipStream gzip, WithProof compressed)
        : base(gzip)
    {
        this.gzip = gzip;
        this.compressed = compressed;
    }

    public static GzipInput Over(TraceInput source)
    {
        var compressed = new WithProof(source);
        return new GzipInput(new GZipStream(compressed, CompressionMode.Decompress), compressed);
    }

    protected override int ReadSource(Span<byte> buffer)
    {
        if (Failure is not null || compressed.ProofBegun || buffer.IsEmpty)
            return 0;
        try
        {
            var n = gzip.Read(buffer);
            if (!compressed.ProofBegun)
                return n;
            Failure = compressed.SourceFailure ?? (EndsWithProof(buffer[..n]) ? null : EndsEarly);
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            Failure = compressed.SourceFailure ?? (compressed.ProofBegun ? EndsEarly : $"compressed data is damaged: {e.Message}");
        }

        return 0;
    }

    private bool EndsWithProof(ReadOnlySpan<byte> begin)
    {
        var all = new byte[ProofText.Length];
        if (begin.Length > all.Length)
            return false;
        begin.CopyTo(all);
        var length = begin.Length;
        for (int n; length < all.Length && (n = gzip.Read(all.AsSpan(length))) > 0;)
            length += n;
        return all.AsSpan(0, length).SequenceEqual(ProofText);
    }

    private static byte[] Compress(byte[] text)
    {
        using var member = new MemoryStream();
        using (var gzip = new GZipStream(member, CompressionLevel.NoCompression))
            gzip.Write(text);
        return member.ToArray();
    }

    /// <summary>The compressed data and then the proof.</summary>
    private sealed class WithProof(TraceInput source) : TraceInput(source)
    {
        private int given;

        public bool ProofBegun { get; private set; }

        public string? SourceFailure => source.Failure;

        protected override int ReadSource(Span<byte> buffer)
        {
            var n = ProofBegun || buffer.IsEmpty ? 0 : base.ReadSource(buffer);
            if (n > 0 || buffer.IsEmpty)
                return n;
            ProofBegun = true;
            n = Math.Min(buffer.Length, ProofMember.Length - given);
            ProofMember.AsSpan(given, n).CopyTo(buffer);
            given += n;
            return n;
        }
    }
}
