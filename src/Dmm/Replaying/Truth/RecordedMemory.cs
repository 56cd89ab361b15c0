using System.Buffers.Binary;
using Dmm.Memory;
using Dmm.Tracing;

namespace Dmm.Replaying.Truth;

/// <summary>The memory of a recording's guest, rebuilt from every event that tells bytes of it. A byte that nobody tells is unknown.</summary>
/// <remarks>
/// What the device reads stood there before it read it, as far back as nothing else is told: so a monitor that looks at an access finds what the device
/// finds after it. What the device wrote, or was seen to read, may have been changed by the guest since, which only a recording of its stores would
/// show. Memory is what the map says, less the registers of devices that the recording names. All that is kept is bounded.
/// </remarks>
internal sealed class RecordedMemory : IGuestMemory
{
    private const int MostLines = 1 << 21, MostFills = 4096, MostShown = 64;
    private const ulong MostBlurred = 1 << 16;

    private readonly GuestMap map;
    private readonly Dictionary<ulong, MemoryLine> lines = [];
    private readonly List<(long Event, ulong At, ulong Length, byte With)> fills = [];
    private readonly byte[] bytes = new byte[MostShown];
    private TraceEvent open;
    private long openEvent;
    private int count;

    /// <summary>Makes a memory that knows no byte.</summary>
    /// <param name="map">Where the guest has memory.</param>
    public RecordedMemory(GuestMap map) => this.map = map;

    /// <summary>The recording, which tells where devices have registers and the guest has no memory; null for none.</summary>
    public ITraceReader? Recording { get; set; }

    /// <summary>Where the guest has memory, but for the registers of devices.</summary>
    public GuestMap Map => map;

    /// <summary>The event before which it is looked at.</summary>
    public long Now { get; set; }

    /// <summary>Its line.</summary>
    public long Line { get; set; }

    /// <summary>Whether the recording tells what the guest stores.</summary>
    public bool TellsStores { get; private set; }

    /// <summary>Whether the recording tells bytes of any DMA.</summary>
    public bool TellsDma { get; private set; }

    /// <summary>Takes an event, in their order and long before it is the present one.</summary>
    /// <param name="each">The event.</param>
    /// <param name="number">Its number.</param>
    public void Learn(in TraceEvent each, long number)
    {
        switch (each.Kind)
        {
            case TraceEventKind.DmaData:
                TakeBytes(each);
                break;
            case TraceEventKind.DmaRead or TraceEventKind.DmaWrite or TraceEventKind.Stored or TraceEventKind.Filled:
                Settle();
                (open, openEvent, count) = (each, number, 0);
                break;
            default:
                Settle();
                break;
        }
    }

    /// <summary>No more bytes of the last event come.</summary>
    public void Settle()
    {
        if (open.Kind == TraceEventKind.None)
            return;
        var (at, length) = (open.Value, (ulong)open.Offset);
        if (open.Kind == TraceEventKind.Filled)
            Fill(at, length);
        else
            Tell(at, length);
        open = default;
    }

    /// <inheritdoc/>
    public bool Owns(ulong at, ulong length)
    {
        if (!map.Owns(at, length))
            return false;
        foreach (var mapped in Recording?.Mapped ?? [])
            if (mapped.Meets(at, length, Line))
                return false;
        return true;
    }

    /// <inheritdoc/>
    public bool TryRead(ulong at, Span<byte> into)
    {
        if (!Owns(at, (ulong)into.Length))
            return false;
        return TryReadLines(at, into, byDevice: false);
    }

    /// <summary>Copies bytes as the device finds them at the present event, which reads one of them.</summary>
    public bool TryReadByDevice(ulong at, Span<byte> into) => TryReadLines(at, into, byDevice: true);

    /// <summary>Copies bytes of a few lines as the present event leaves them, which wrote one of them.</summary>
    public bool TryReadAfter(ulong at, Span<byte> into)
    {
        while (into.Length > 0)
        {
            var from = (int)(at % MemoryLine.Size);
            var part = into[..Math.Min(into.Length, MemoryLine.Size - from)];
            if (!lines.TryGetValue(at / MemoryLine.Size, out var line) || !line.TryReadAfter(from, part, Now))
                return false;
            into = into[part.Length..];
            at += (ulong)part.Length;
        }
        return true;
    }

    /// <summary>Never: it is the guest's, and long gone.</summary>
    public bool TryWrite(ulong at, ReadOnlySpan<byte> from) => false;

    /// <inheritdoc/>
    public ulong AtDevice(ulong at) => at;

    private bool TryReadLines(ulong at, Span<byte> into, bool byDevice)
    {
        while (into.Length > 0)
        {
            var from = (int)(at % MemoryLine.Size);
            var part = into[..Math.Min(into.Length, MemoryLine.Size - from)];
            var isKnown = !lines.TryGetValue(at / MemoryLine.Size, out var line) ? TryReadFill(at, part)
                : byDevice ? line.TryReadByDevice(from, part, Now, TellsStores) : line.TryRead(from, part, Now, TellsStores);
            if (!isKnown)
                return false;
            into = into[part.Length..];
            at += (ulong)part.Length;
        }
        return true;
    }

    /// <summary>Bytes of which only fills are told.</summary>
    private bool TryReadFill(ulong at, Span<byte> into)
    {
        for (var b = 0; b < into.Length; b++)
        {
            var address = at + (ulong)b;
            var last = fills.FindLastIndex(fill => fill.Event < Now && address - fill.At < fill.Length);
            if (last < 0)
                return false;
            into[b] = fills[last].With;
        }
        return true;
    }

    private void TakeBytes(in TraceEvent each)
    {
        var (at, held) = ((int)(each.Offset & 0xffff), (int)Math.Min(each.Offset >> 16, sizeof(ulong)));
        if (open.Kind == TraceEventKind.None || at != count || at + held > MostShown)
            return;
        Span<byte> wide = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(wide, each.Value);
        wide[..held].CopyTo(bytes.AsSpan(at));
        count += held;
    }

    private void Tell(ulong at, ulong length)
    {
        var changes = open.Kind != TraceEventKind.DmaRead;
        TellsStores |= open.Kind == TraceEventKind.Stored;
        TellsDma |= open.Kind != TraceEventKind.Stored && count > 0;
        var known = Math.Min((ulong)count, length);
        if (length == 0 || at > ulong.MaxValue - length)
            return;
        Tell(at, bytes.AsSpan(0, (int)known), changes);
        if (changes)
            Blur(at + known, length - known);
    }

    private void Tell(ulong at, ReadOnlySpan<byte> told, bool changes)
    {
        while (told.Length > 0)
        {
            var from = (int)(at % MemoryLine.Size);
            var part = told[..Math.Min(told.Length, MemoryLine.Size - from)];
            LineAt(at)?.Add(new RecordedBytes(openEvent, from, part.Length, changes, part.ToArray()));
            told = told[part.Length..];
            at += (ulong)part.Length;
        }
    }

    /// <summary>Bytes that changed, and nobody tells to what.</summary>
    private void Blur(ulong at, ulong length)
    {
        if (length > MostBlurred)
        {
            foreach (var (number, line) in lines)
                if (Common(number * MemoryLine.Size, at, length) is { Count: > 0 } common)
                    line.Add(new RecordedBytes(openEvent, common.From, common.Count, true, null));
            return;
        }
        for (var end = at + length; at < end;)
        {
            var from = (int)(at % MemoryLine.Size);
            var part = (int)Math.Min(end - at, (ulong)(MemoryLine.Size - from));
            LineAt(at)?.Add(new RecordedBytes(openEvent, from, part, true, null));
            at += (ulong)part;
        }
    }

    private void Fill(ulong at, ulong length)
    {
        TellsStores = true;
        if (count == 0 || length == 0 || at > ulong.MaxValue - length)
            return;
        foreach (var (number, line) in lines)
            FillLine(number * MemoryLine.Size, line, openEvent, at, length, bytes[0]);
        if (fills.Count < MostFills)
            fills.Add((openEvent, at, length, bytes[0]));
    }

    private static void FillLine(ulong start, MemoryLine line, long number, ulong at, ulong length, byte with)
    {
        var common = Common(start, at, length);
        if (common.Count == 0)
            return;
        var filled = new byte[common.Count];
        Array.Fill(filled, with);
        line.Add(new RecordedBytes(number, common.From, filled.Length, true, filled));
    }

    /// <summary>What a line and a range have in common.</summary>
    private static (int From, int Count) Common(ulong start, ulong at, ulong length)
    {
        var first = Math.Max(start, at);
        var last = Math.Min(start + (MemoryLine.Size - 1), at + (length - 1));
        return first > last ? default : ((int)(first - start), (int)(last - first + 1));
    }

    private MemoryLine? LineAt(ulong at)
    {
        var number = at / MemoryLine.Size;
        if (lines.TryGetValue(number, out var line))
            return line;
        if (lines.Count == MostLines)
            return null;
        line = lines[number] = new MemoryLine();
        foreach (var fill in fills)
            FillLine(number * MemoryLine.Size, line, fill.Event, fill.At, fill.Length, fill.With);
        return line;
    }
}
