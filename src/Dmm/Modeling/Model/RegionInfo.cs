using Dmm.Devices;

namespace Dmm.Modeling.Model;

/// <summary>A region of registers.</summary>
/// <param name="Name">Its name in the model.</param>
/// <param name="Number">What events call it: its BAR, or 0; -1 for one behind an index, which no event names.</param>
/// <param name="Space">Port or memory.</param>
/// <param name="Size">Bytes that the model describes.</param>
/// <param name="Spans">Sizes in bytes with which an access may cover several registers; empty for most.</param>
/// <param name="ReadSpans">Sizes in bytes with which a read, and no write, may cover several registers.</param>
/// <param name="SameAs">The region whose registers it shows again, or null.</param>
/// <param name="Location">The line of the model.</param>
public sealed record RegionInfo(string Name, int Number, RegionSpace Space, uint Size, IReadOnlyList<int> Spans, IReadOnlyList<int> ReadSpans, string? SameAs, Location Location)
{
    /// <summary>Whether its registers are reached through an index and a data register only.</summary>
    public bool IsBehindIndex => Number < 0;

    /// <summary>The sizes in bytes with which an access of a direction may cover several registers.</summary>
    public IEnumerable<int> SpansOf(bool isWrite) => isWrite ? Spans : Spans.Concat(ReadSpans);
}
