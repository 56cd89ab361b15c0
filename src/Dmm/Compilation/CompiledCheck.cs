using System.Runtime.CompilerServices;
using Dmm.Expressions;
using Dmm.Modeling.Model;

namespace Dmm.Compilation;

/// <summary>A check, ready to run. Arithmetic on addresses here never wraps: what would wrap lies outside.</summary>
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
        var at = dma!.At.Value(words, eventWord, oldValue);
        var length = dma.Length.Value(words, eventWord, oldValue);
        if (length == 0)
            return dma.EmptyAllowed;
        if (dma.Wraps is { } wraps)
        {
            var end = wraps.At.Value(words, eventWord, oldValue);
            var to = wraps.To.Value(words, eventWord, oldValue);
            if (at < end && length > end - at && to < end)
            {
                var rest = length - (end - at);
                return LiesWithin(at, end - at) && LiesWithin(to, Math.Min(rest, end - to));
            }
        }
        return LiesWithin(at, length);
    }

    private bool LiesWithin(ulong at, ulong length)
    {
        foreach (var window in within)
            if (window.Contains(at, length))
                return true;
        return false;
    }
}
