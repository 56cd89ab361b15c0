using Dmm.Compilation;
using Dmm.Modeling.Model;

namespace Dmm.Replaying.Truth;

/// <summary>An entry of a descriptor structure as the device was seen to read it, in one piece or several.</summary>
internal sealed class FetchedEntry(int size)
{
    private readonly byte[] bytes = new byte[size];
    private readonly byte[] judged = new byte[size];
    private ulong known;

    /// <summary>Its bytes, as far as they were seen.</summary>
    public ReadOnlySpan<byte> Bytes => bytes;

    /// <summary>Whether it was the device's when it was read last, so that reading it again gives it no second time.</summary>
    public bool IsGiven { get; set; }

    /// <summary>Whether its bytes are those that were judged last.</summary>
    public bool IsAsJudged => bytes.AsSpan().SequenceEqual(judged);

    /// <summary>Its bytes are judged now.</summary>
    public void NoteJudged() => bytes.CopyTo(judged, 0);

    /// <summary>The ranges that it named, with their directions.</summary>
    public List<(DmaDirection Direction, DmaRange Range)> Named { get; } = [];

    /// <summary>Takes bytes that the device read. What begins with the first byte is a new reading.</summary>
    /// <returns>Whether all of it is known now. More bytes than a recording shows of one DMA never are.</returns>
    public bool Take(int at, ReadOnlySpan<byte> read)
    {
        if (at == 0)
            known = 0;
        read.CopyTo(bytes.AsSpan(at));
        for (var i = at; i < at + read.Length && i < 64; i++)
            known |= 1UL << i;
        return size <= 64 && known == ulong.MaxValue >> (64 - size);
    }
}
