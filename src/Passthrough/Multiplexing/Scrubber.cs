using System.Numerics;
using Dmm.Compilation;
using Dmm.Modeling.Model;
using Dmm.Monitoring;

namespace Passthrough.Multiplexing;

/// <summary>Sees to it that the device never shows or sends a guest bytes of on-card memory that are not its own.</summary>
/// <remarks>
/// At a hand-off only live bytes move, so the former owner's bytes are still there. They are overwritten when a DMA is about to read
/// them, and not before: no driver at its work reads what it did not write or receive, and so it costs nothing.
/// </remarks>
internal sealed class Scrubber(SharedDevice device, FrameSorter? sorter)
{
    private readonly CheckInfo[] checks = [.. device.Model.Checks];

    // What a guest reads through a port it may read in words, and so see the rest of the first and the last. What the device reads by
    // itself, and tells the end of, it reads byte by byte.
    private readonly ulong readsInWords = InWords(device.Model);
    private readonly ulong wordBytes = (ulong)device.Model.Registers.SelectMany(register => register.StreamSizes).DefaultIfEmpty(1).Max();

    /// <summary>Bytes that were overwritten so far.</summary>
    public long Scrubbed { get; private set; }

    /// <summary>Whether a write of a register may start a DMA.</summary>
    public bool MayStartDma(RegisterInfo register)
    {
        foreach (var rule in device.Model.Rules)
            foreach (var on in rule.On)
                if (on.Register == register && on.Kind == EventKind.Write && rule.Checks.Any(check => check.Dma is not null))
                    return true;
        return false;
    }

    /// <summary>What has to be overwritten before DMAs that passed their checks may start.</summary>
    public MemoryRange? FirstForeign(Seat owner, ulong passed)
    {
        var words = owner.Monitor.State.Words;
        for (; passed != 0; passed &= passed - 1)
            if (checks[BitOperations.TrailingZeroCount(passed)].Dma is { Direction: DmaDirection.Read } dma)
            {
                var (first, second) = RangesOf(dma, words);
                if ((readsInWords & passed & (0 - passed)) != 0)
                    (first, second) = (Widen(first), Widen(second));
                foreach (var known in owner.Known)
                    if ((known.FirstUnknown(first) ?? known.FirstUnknown(second)) is { } unknown)
                        return unknown;
            }
        return null;
    }

    /// <summary>Whether DMAs that passed their checks read where the NIC may put a frame of somebody else meanwhile, whosever bytes are there now.</summary>
    public bool ReadsWhereFramesArrive(Seat owner, ulong passed)
    {
        if (sorter is null)
            return false;
        var words = owner.Monitor.State.Words;
        for (; passed != 0; passed &= passed - 1)
            if (checks[BitOperations.TrailingZeroCount(passed)].Dma is { Direction: DmaDirection.Read } dma)
            {
                var (first, second) = RangesOf(dma, words);
                if (sorter.IsWhereFramesArrive(owner, first) || sorter.IsWhereFramesArrive(owner, second))
                    return true;
            }
        return false;
    }

    /// <summary>DMAs that passed their checks write memory: what they write is the owner's own.</summary>
    public void MarkWritten(Seat owner, ulong passed)
    {
        var words = owner.Monitor.State.Words;
        for (; passed != 0; passed &= passed - 1)
            if (checks[BitOperations.TrailingZeroCount(passed)].Dma is { Direction: DmaDirection.Write } dma)
            {
                var (first, second) = RangesOf(dma, words);
                foreach (var known in owner.Known)
                {
                    known.Mark(first);
                    known.Mark(second);
                }
            }
    }

    /// <summary>Overwrites bytes that are not the owner's.</summary>
    public void Overwrite(Seat owner, MemoryRange range)
    {
        var item = device.Model.Context.First(each => each.Memory is { } window && each.RestoreBy is not null && window.Contains(range.Start, range.Length));
        var known = owner.Known.First(each => each.Window == item.Memory);
        // A device may move whole words only: a byte of the owner's beside the range has to stay what it is.
        var whole = known.Cut(new MemoryRange(range.Start & ~7UL, ((range.End + 7) & ~7UL) - (range.Start & ~7UL)));
        var bytes = new byte[whole.Length];
        if (whole != range)
            device.RunForOwner(owner, item.SaveBy!, words => device.Procedures.Read(item.SaveBy!, words, whole, bytes));
        bytes.AsSpan((int)(range.Start - whole.Start), (int)range.Length).Clear();
        device.RunForOwner(owner, item.RestoreBy!, words => device.Procedures.Write(item.RestoreBy!, words, whole, bytes));
        known.Mark(range);
        Scrubbed += (long)range.Length;
    }

    private MemoryRange Widen(MemoryRange range)
    {
        if (range.Length == 0)
            return range;
        var start = range.Start - range.Start % wordBytes;
        return new MemoryRange(start, (range.End + wordBytes - 1) / wordBytes * wordBytes - start);
    }

    private static ulong InWords(DeviceModel model)
    {
        var endsByItself = model.Rules.Where(rule => rule.On.Any(on => on.Kind == EventKind.Observe)).Select(rule => rule.Machine).ToHashSet();
        return model.Rules.Where(rule => !endsByItself.Contains(rule.Machine)).SelectMany(rule => rule.Checks).Aggregate(0UL, (bits, check) => bits | 1UL << check.Index);
    }

    private static (MemoryRange First, MemoryRange Second) RangesOf(DmaInfo dma, ReadOnlySpan<ulong> words)
    {
        var ranges = DmaRanges.Of(dma, words, -1, 0);
        return (new MemoryRange(ranges.First.Start, ranges.First.Length), new MemoryRange(ranges.Second.Start, ranges.Second.Length));
    }
}
