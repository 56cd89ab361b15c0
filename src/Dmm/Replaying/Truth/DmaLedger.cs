using System.Buffers.Binary;
using System.Numerics;
using Dmm.Compilation;
using Dmm.Memory;
using Dmm.Modeling.Model;
using Dmm.Monitoring;
using Dmm.Tracing;

namespace Dmm.Replaying.Truth;

/// <summary>Holds what the device of a recording really did with host memory against what the model had named before.</summary>
/// <remarks>
/// A DMA is approved when it lies in a descriptor structure whose check has passed, in a range that an entry of one names, or in that of a check
/// of guest memory that passed last. Any other is a hole in the model.
/// </remarks>
internal sealed class DmaLedger
{
    /// <summary>Recordings show so many bytes of a DMA.</summary>
    private const int MostBytes = 64;

    private readonly DeviceMonitor monitor;
    private readonly FetchedStructure[] structures;
    private readonly DmaRanges?[] passed;
    private readonly byte[] bytes = new byte[MostBytes];
    private TraceEvent pending;
    private int pendingBytes;
    private bool isPending;

    public DmaLedger(DeviceMonitor monitor)
    {
        this.monitor = monitor;
        var model = monitor.Tables.Model;
        structures = [.. model.Descriptors.Select(structure => new FetchedStructure(structure, model))];
        passed = new DmaRanges?[model.Checks.Count];
    }

    /// <summary>DMAs that the device did.</summary>
    public long Observed { get; private set; }

    /// <summary>Those of them that nothing had named.</summary>
    public long Unapproved { get; private set; }

    /// <summary>The structures, by index in the model.</summary>
    public IReadOnlyList<FetchedStructure> Structures => structures;

    /// <summary>Notes what an access named that was allowed.</summary>
    public void TakePassed()
    {
        var rest = monitor.Passed;
        if (rest == 0)
            return;
        foreach (var structure in structures)
            structure.IsApproved |= (structure.Checks & rest) != 0;
        for (; rest != 0; rest &= rest - 1)
        {
            var check = monitor.Tables.Model.Checks[BitOperations.TrailingZeroCount(rest)];
            if (check.IsOfGuest && check.Walk is null)
                passed[check.Index] = DmaRanges.Of(check.Dma!, monitor.State.Words, -1, 0);
        }
    }

    /// <summary>Takes a DMA, or bytes of the last one.</summary>
    public void Take(in TraceEvent each)
    {
        if (each.Kind == TraceEventKind.DmaData)
        {
            var (at, count) = ((int)(each.Offset & 0xffff), (int)Math.Min(each.Offset >> 16, 8));
            Span<byte> data = stackalloc byte[8];
            BinaryPrimitives.WriteUInt64LittleEndian(data, each.Value);
            if (isPending && at == pendingBytes && at + count <= MostBytes)
            {
                data[..count].CopyTo(bytes.AsSpan(at));
                pendingBytes += count;
            }
            return;
        }
        Observed++;
        (pending, pendingBytes, isPending) = (each, 0, true);
    }

    /// <summary>Judges the DMA that was taken last, now that no more of its bytes can come.</summary>
    /// <returns>What failed of entries that it read; null when there is nothing to tell.</returns>
    public IReadOnlyList<Failure>? Settle()
    {
        if (!isPending)
            return null;
        isPending = false;
        var (at, length) = (pending.Value, (ulong)pending.Offset);
        var isRead = pending.Kind == TraceEventKind.DmaRead;
        Span<ulong> words = monitor.State.Block;
        foreach (var structure in structures)
        {
            if (!structure.IsApproved || !structure.Holds(at, length, words))
                continue;
            if (isRead)
                return structure.Read(at, bytes.AsSpan(0, (int)Math.Min((ulong)pendingBytes, length)), words, monitor.Memory) is { Count: > 0 } failures ? failures : null;
            structure.Written(at, words);
            return null;
        }
        if (!IsNamed(isRead ? DmaDirection.Read : DmaDirection.Write, at, length))
            Unapproved++;
        return null;
    }

    private bool IsNamed(DmaDirection direction, ulong at, ulong length)
    {
        for (var i = 0; i < passed.Length; i++)
            if (passed[i] is { } ranges && monitor.Tables.Model.Checks[i].Dma!.Direction == direction && (Contains(ranges.First, at, length) || Contains(ranges.Second, at, length)))
                return true;
        foreach (var structure in structures)
            if (structure.Names(direction, at, length))
                return true;
        return false;
    }

    private static bool Contains(DmaRange range, ulong at, ulong length) => new MemoryWindow(range.Start, range.Length, 0).Contains(at, length);
}
