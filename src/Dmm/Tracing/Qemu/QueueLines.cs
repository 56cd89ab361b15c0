using Dmm.Tracing.Text;

namespace Dmm.Tracing.Qemu;

/// <summary>Makes DMA events of the lines about virtqueues that a QEMU with added trace points writes: it reads queues through mappings of its own.</summary>
/// <remarks>
/// <c>vring_avail_idx_read q 2 avail 0x2b97400 idx 1</c> and <c>vring_avail_ring_read ... i 0 head 0</c> name the place by the address of the ring.
/// <c>vring_desc tbl 0x7fbe4cc35250 i 0 addr 0x2b52c80 len 48 flags 0x4 next 1</c> names the table by an address of QEMU itself: it is that of the queue,
/// which the driver has written into registers, or the one to which the last indirect entry points.
/// </remarks>
internal sealed class QueueLines(EventSink events)
{
    private const int Indirect = 4, EntryBytes = 16, MostTables = 4096;

    private readonly Dictionary<ulong, ulong> tables = [];
    private readonly QueueRegisters registers = new();
    private ulong table, tableOfQemu, indirect;
    private bool isFirst;

    /// <summary>Whether the last line told an entry of a table, behind which QEMU tells the mapping of the memory that it names.</summary>
    public bool HasReadEntry { get; private set; }

    /// <summary>A line of something else comes.</summary>
    public void Leave() => HasReadEntry = false;

    /// <summary>The driver writes one of the registers by which a queue is chosen and placed.</summary>
    public void Written(ReadOnlySpan<byte> region, ulong offset, ulong value)
    {
        if (registers.TryPlace(region, offset, value, out var avail, out var placed) && (tables.Count < MostTables || tables.ContainsKey(avail)))
            tables[avail] = placed;
    }

    /// <summary>Takes a line behind its name; foreign when it is none of these, or of a queue that nobody has placed.</summary>
    public LineMeaning Take(ReadOnlySpan<byte> name, ReadOnlySpan<byte> arguments)
    {
        var tokens = new TokenScanner(arguments);
        HasReadEntry = false;
        if (name.SequenceEqual("vring_desc"u8))
            return Entry(ref tokens);
        if (!tokens.Literal("q "u8) || !tokens.Decimal(out _) || !tokens.Literal(" "u8) || !tokens.Word(out _) || !tokens.Literal(" 0x"u8) || !tokens.Hex(out var ring))
            return LineMeaning.Foreign;
        if (name.SequenceEqual("vring_avail_idx_read"u8))
            return tokens.Literal(" idx "u8) && tokens.Decimal(out var count) && tables.ContainsKey(ring) ? Add(TraceEventKind.DmaRead, ring + 2, 2, count) : LineMeaning.Foreign;
        if (name.SequenceEqual("vring_used_idx_write"u8))
            return tokens.Literal(" idx "u8) && tokens.Decimal(out var used) && tables.Count > 0 ? Add(TraceEventKind.DmaWrite, ring + 2, 2, used) : LineMeaning.Foreign;
        if (!tokens.Literal(" i "u8) || !tokens.Decimal(out var index))
            return LineMeaning.Foreign;
        if (name.SequenceEqual("vring_used_elem_write"u8))
            return tokens.Literal(" id "u8) && tokens.Decimal(out var id) && tokens.Literal(" len "u8) && tokens.Decimal(out var bytes) && tables.Count > 0
                ? Add(TraceEventKind.DmaWrite, ring + 4 + 8UL * index, 8, id | (ulong)bytes << 32) : LineMeaning.Foreign;
        if (!name.SequenceEqual("vring_avail_ring_read"u8) || !tokens.Literal(" head "u8) || !tokens.Decimal(out var head) || !tables.TryGetValue(ring, out table))
            return LineMeaning.Foreign;
        isFirst = true;
        return Add(TraceEventKind.DmaRead, ring + 4 + 2UL * index, 2, head);
    }

    private LineMeaning Entry(ref TokenScanner tokens)
    {
        if (tables.Count == 0 || !tokens.Literal("tbl 0x"u8) || !tokens.Hex(out var named) || !tokens.Literal(" i "u8) || !tokens.Decimal(out var index)
            || !tokens.Literal(" addr 0x"u8) || !tokens.Hex(out var at) || !tokens.Literal(" len "u8) || !tokens.Decimal(out var length)
            || !tokens.Literal(" flags 0x"u8) || !tokens.Hex(out var flags) || !tokens.Literal(" next "u8) || !tokens.Decimal(out var next))
            return LineMeaning.Foreign;
        if (isFirst)
            tableOfQemu = named;
        isFirst = false;
        var start = named == tableOfQemu ? table : indirect;
        events.Add(TraceEventKind.DmaRead, EntryBytes, start + (ulong)index * EntryBytes);
        events.Add(TraceEventKind.DmaData, 8 << 16, at);
        events.Add(TraceEventKind.DmaData, 8 | (8 << 16), length | flags << 32 | (ulong)next << 48);
        if ((flags & Indirect) != 0)
            indirect = at;
        HasReadEntry = true;
        return LineMeaning.Understood;
    }

    private LineMeaning Add(TraceEventKind kind, ulong at, uint length, ulong value)
    {
        events.Add(kind, length, at);
        events.Add(TraceEventKind.DmaData, length << 16, value);
        return LineMeaning.Understood;
    }
}
