using System.Runtime.CompilerServices;
using Dmm.Expressions;
using Dmm.Modeling.Model;

namespace Dmm.Compilation;

/// <summary>A check, ready to run.</summary>
internal sealed class CompiledCheck(CheckInfo check)
{
    private readonly CompiledExpression? holds = check.Holds;
    private readonly DmaInfo? dma = check.Dma;
    private readonly WindowInfo[] within = [.. check.Dma?.Within ?? []];

    /// <summary>Its place in the model's list of checks, and its bit in a verdict.</summary>
    public int Index { get; } = check.Index;

    /// <summary>Whether it is about a DMA.</summary>
    public bool IsDma => dma is not null;

    /// <summary>Whether it passes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Passes(ReadOnlySpan<ulong> words, int eventWord, ulong oldValue) =>
        holds is not null ? holds.Test(words, eventWord, oldValue) : DmaPasses(words, eventWord, oldValue);

    private bool DmaPasses(ReadOnlySpan<ulong> words, int eventWord, ulong oldValue)
    {
        var ranges = DmaRanges.Of(dma!, words, eventWord, oldValue);
        return ranges.IsEmpty ? dma!.EmptyAllowed : LiesWithin(ranges.First) && (ranges.Second.Length == 0 || LiesWithin(ranges.Second));
    }

    private bool LiesWithin(in DmaRange range)
    {
        foreach (var window in within)
            if (window.Contains(range.Start, range.Length))
                return true;
        return false;
    }
}
