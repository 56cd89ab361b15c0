using System.Runtime.CompilerServices;
using Dmm.Expressions;
using Dmm.Memory;
using Dmm.Modeling.Model;

namespace Dmm.Compilation;

/// <summary>A check, ready to run.</summary>
internal sealed class CompiledCheck(CheckInfo check)
{
    private readonly CompiledExpression? holds = check.Holds;
    private readonly CompiledGuard where = new(check.Where ?? CompiledExpression.Always);
    private readonly DmaTest? dma = check.Dma is { } info ? new DmaTest(info) : null;

    /// <summary>What it was made of.</summary>
    public CheckInfo Info => check;

    /// <summary>Its place in the model's list of checks, and its bit in a verdict.</summary>
    public int Index { get; } = check.Index;

    /// <summary>Whether it is about a DMA.</summary>
    public bool IsDma => dma is not null;

    /// <summary>The number of the structure whose entries it judges; -1 for none.</summary>
    public int Walk { get; } = check.Walk?.Index ?? -1;

    /// <summary>Whether it passes, of a check that judges no entries.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Passes(ReadOnlySpan<ulong> words, int eventWord, ulong oldValue, IGuestMemory memory) =>
        holds is not null ? holds.Test(words, eventWord, oldValue) : dma!.Passes(words, eventWord, oldValue, memory);

    /// <summary>Whether the ranges of its DMA lie where they must.</summary>
    public bool Holds(in DmaRanges ranges, IGuestMemory memory) => dma!.Holds(ranges, memory);

    /// <summary>Whether an entry passes whose fields stand in the state block.</summary>
    public bool PassesEntry(ReadOnlySpan<ulong> words, int eventWord, ulong oldValue, IGuestMemory memory) =>
        !where.Holds(words, eventWord, oldValue) || Passes(words, eventWord, oldValue, memory);
}
