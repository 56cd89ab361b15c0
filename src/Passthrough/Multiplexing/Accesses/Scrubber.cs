using System.Numerics;
using Dmm.Modeling.Model;
using Dmm.Monitoring;
using Passthrough.Multiplexing.Sharing;

namespace Passthrough.Multiplexing.Accesses;

/// <summary>Overwrites bytes of on-card memory that are not the owner's, before the device can show or send them.</summary>
/// <remarks>
/// At a hand-off only live bytes move, so the former owner's bytes are still there. They are overwritten when a DMA is about to read
/// them, and not before: no driver at its work reads what it did not write or receive, and so it costs nothing.
/// </remarks>
internal sealed class Scrubber(SharedDevice device)
{
    private readonly CheckInfo[] checks = [.. device.Model.Checks];

    // What a guest reads through a port it may read in words, and so see the rest of the first and the last. What the device reads by
    // itself, and shows the end of, it reads byte by byte.
    private readonly ulong readsInWords = InWords(device.Model);

    /// <summary>Bytes that were overwritten so far.</summary>
    public long Scrubbed { get; private set; }

    /// <summary>What has to be overwritten before DMAs that passed their checks may start: from the first to the last foreign byte of one range.</summary>
    public MemoryRange? FirstForeign(Tenant owner, ulong passed)
    {
        var words = owner.Monitor.State.Words;
        for (; passed != 0; passed &= passed - 1)
            if (checks[BitOperations.TrailingZeroCount(passed)].Dma is { Direction: DmaDirection.Read } dma)
            {
                var (first, second) = CardRanges.Of(dma, words);
                if ((readsInWords & passed & (0 - passed)) != 0)
                    (first, second) = (Widen(first), Widen(second));
                foreach (var known in owner.Known)
                    if ((known.Unknown(first) ?? known.Unknown(second)) is { } unknown)
                        return unknown;
            }
        return null;
    }

    /// <summary>Whether overwriting would disturb what the device does for its owner.</summary>
    /// <param name="words">The owner's state block.</param>
    /// <param name="range">The bytes.</param>
    /// <param name="ending">States, as bits of word 0, in which work may be disturbed, because the owner's access ends it.</param>
    public bool Disturbs(ReadOnlySpan<ulong> words, MemoryRange range, ulong ending) =>
        ItemOf(range) is var item && !(device.CanRun(item.SaveBy!, words, ending) && device.CanRun(item.RestoreBy!, words, ending));

    /// <summary>Overwrites the bytes of a range that are not the owner's.</summary>
    /// <returns>False if the device did not do it: the bytes are still another's.</returns>
    public bool TryOverwrite(Tenant owner, MemoryRange range)
    {
        var item = ItemOf(range);
        var known = owner.Known.First(each => each.Window == item.Memory);
        // A device may move whole words only: a byte of the owner's beside the range has to stay what it is.
        var whole = known.Cut(new MemoryRange(range.Start & ~7UL, ((range.End + 7) & ~7UL) - (range.Start & ~7UL)));
        var bytes = new byte[whole.Length];
        if (whole != range || known.FirstUnknown(whole) != whole)
            device.RunForOwner(owner, item.SaveBy!, words => device.Procedures.Read(item.SaveBy!, words, whole, bytes));
        for (var at = range; known.FirstUnknown(at) is { } unknown; at = new MemoryRange(unknown.End, range.End - unknown.End))
        {
            bytes.AsSpan((int)(unknown.Start - whole.Start), (int)unknown.Length).Clear();
            Scrubbed += (long)unknown.Length;
        }
        device.RunForOwner(owner, item.RestoreBy!, words => device.Procedures.Write(item.RestoreBy!, words, whole, bytes));
        if (device.Procedures.Problem is not null)
            return false;
        known.Mark(range);
        return true;
    }

    private ContextInfo ItemOf(MemoryRange range) =>
        device.Model.Context.First(each => each.Memory is { } window && each.RestoreBy is not null && window.Contains(range.Start, range.Length));

    private MemoryRange Widen(MemoryRange range)
    {
        if (range.Length == 0)
            return range;
        var start = range.Start - range.Start % device.StreamBytes;
        return new MemoryRange(start, (range.End + device.StreamBytes - 1) / device.StreamBytes * device.StreamBytes - start);
    }

    private static ulong InWords(DeviceModel model) =>
        model.Checks.Where(check => check.Dma is { } dma && MovedTransfer.StreamOf(model, dma) is not null).Aggregate(0UL, (bits, check) => bits | 1UL << check.Index);
}
