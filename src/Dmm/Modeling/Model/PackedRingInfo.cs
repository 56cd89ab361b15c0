using Dmm.Expressions;

namespace Dmm.Modeling.Model;

/// <summary>A ring of bytes that a guest receives into: frames with a header stand in it one after the other.</summary>
/// <param name="Start">Where its first byte is.</param>
/// <param name="Size">Bytes until it begins again.</param>
/// <param name="Read">Up to where the guest has read, to be taken modulo the size.</param>
/// <param name="InOnePiece">Whether a frame that begins in the ring may end behind it; null for never.</param>
/// <param name="Align">A frame begins at a multiple of so many bytes.</param>
/// <param name="Header">What stands in front of a frame.</param>
/// <param name="Within">The check that approves the bytes of the ring.</param>
public sealed record PackedRingInfo(
    CompiledExpression Start, CompiledExpression Size, CompiledExpression Read, CompiledExpression? InOnePiece, int Align, IReadOnlyList<EntryWriteInfo> Header, CheckInfo Within)
{
    /// <summary>Bytes in front of a frame.</summary>
    public int HeaderBytes { get; } = Header.Max(write => write.At + write.Size);

    /// <summary>Everything that is computed.</summary>
    public IEnumerable<CompiledExpression> Expressions => new[] { Start, Size, Read, InOnePiece, Within.Dma!.At, Within.Dma.Length }.OfType<CompiledExpression>().Concat(Header.Select(each => each.Value));
}
