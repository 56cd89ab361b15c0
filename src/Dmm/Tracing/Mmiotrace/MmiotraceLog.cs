using System.Buffers.Text;
using Dmm.Tracing.Devices;
using Dmm.Tracing.Text;

namespace Dmm.Tracing.Mmiotrace;

/// <summary>Lines of Linux' tracer of memory-mapped registers, version 20070824.</summary>
/// <remarks>
/// Decided on purpose:
/// <list type="bullet">
/// <item>A region counts as the device's from the first time that a driver maps it, and stays its own after <c>UNMAP</c>: no access can
/// be recorded without a mapping.</item>
/// <item>An access whose instruction the kernel did not understand (<c>UNKNOWN</c>) is one without a value.</item>
/// <item>A mark has the number with which its text begins, else the number of marks so far.</item>
/// <item>A last line without its newline is cut: the kernel ends every line.</item>
/// </list>
/// </remarks>
internal sealed class MmiotraceLog : ILineFormat
{
    private const string KnownVersion = "20070824";

    private readonly TraceFindings findings;
    private readonly EventSink events;
    private readonly AddressedAccesses accesses;
    private readonly PciMemory memory;
    private uint marks;

    public MmiotraceLog(TraceReaderOptions options, TraceFindings findings, EventSink events)
    {
        this.findings = findings;
        this.events = events;
        Choice = new DeviceChoice(options, findings, "start mmiotrace before the driver of the device is loaded,");
        accesses = new AddressedAccesses(options, Choice, events, findings);
        memory = new PciMemory(Choice);
    }

    public string Name => "mmiotrace";

    public DeviceChoice Choice { get; }

    public string? HowToHaveTimes => null;

    /// <summary>Whether a line can be only of this format.</summary>
    public static bool Claims(ReadOnlySpan<byte> line)
    {
        var word = Keyword(line, out var rest);
        return word.SequenceEqual("R"u8) || word.SequenceEqual("W"u8) ? RecordLine.TryAccess(rest, false, out _, out _)
            : word.SequenceEqual("MAP"u8) ? RecordLine.TryMap(rest, out _, out _, out _)
            : word.SequenceEqual("PCIDEV"u8) ? PciDevLine.IsBegunBy(rest)
            : word.SequenceEqual("UNKNOWN"u8) ? RecordLine.TryUnknown(rest, out _, out _)
            : word.SequenceEqual("MARK"u8) ? RecordLine.TryTime(rest, out _, out _)
            : word.SequenceEqual("VERSION"u8) && rest.StartsWith("20"u8);
    }

    public LineMeaning Take(ReadOnlySpan<byte> line, bool terminated)
    {
        if (!terminated)
            return LineMeaning.Torn;
        var word = Keyword(line, out var rest);
        if (word.SequenceEqual("R"u8) || word.SequenceEqual("W"u8))
            return Access(rest, isWrite: word[0] == 'W');
        if (word.SequenceEqual("MAP"u8))
            return Map(rest);
        if (word.SequenceEqual("UNMAP"u8))
            return RecordLine.TryUnmap(rest, out _) ? LineMeaning.Understood : LineMeaning.Torn;
        if (word.SequenceEqual("MARK"u8))
            return Mark(rest);
        if (word.SequenceEqual("PCIDEV"u8))
            return Device(rest);
        if (word.SequenceEqual("UNKNOWN"u8))
            return Unknown(rest);
        return word.SequenceEqual("VERSION"u8) ? Version(rest) : Other(line);
    }

    public LineMeaning TakeBeginning(ReadOnlySpan<byte> line)
    {
        var word = Keyword(line, out var rest);
        if (word.SequenceEqual("MARK"u8))
            return Mark(rest);
        return Claims(line) || word.SequenceEqual("UNKNOWN"u8) || word.SequenceEqual("UNMAP"u8) ? LineMeaning.Torn : LineMeaning.Foreign;
    }

    public void Conclude()
    {
        Choice.Conclude();
        accesses.Conclude();
        findings.Notes.Add("mmiotrace records no ports, no interrupts and no DMA");
    }

    private static ReadOnlySpan<byte> Keyword(ReadOnlySpan<byte> line, out ReadOnlySpan<byte> rest)
    {
        var space = line.IndexOf((byte)' ');
        rest = space < 0 ? default : line[(space + 1)..];
        return space < 0 ? line : line[..space];
    }

    private LineMeaning Access(ReadOnlySpan<byte> text, bool isWrite)
    {
        if (!RecordLine.TryAccess(text, isWrite, out var timeUs, out var access))
            return LineMeaning.Torn;
        events.At(timeUs);
        memory.Show(access.Address);
        return accesses.Take(access);
    }

    private LineMeaning Unknown(ReadOnlySpan<byte> text)
    {
        if (!RecordLine.TryUnknown(text, out var timeUs, out var access))
            return LineMeaning.Torn;
        events.At(timeUs);
        memory.Show(access.Address);
        return accesses.Take(access);
    }

    private LineMeaning Map(ReadOnlySpan<byte> text)
    {
        if (!RecordLine.TryMap(text, out _, out var start, out _))
            return LineMeaning.Torn;
        memory.Show(start);
        return LineMeaning.Understood;
    }

    // The kernel reports a loss as a mark with time 0, when it notices: after what was lost, before what was kept.
    private LineMeaning Mark(ReadOnlySpan<byte> text)
    {
        if (!RecordLine.TryTime(text, out var timeUs, out var said))
            return LineMeaning.Torn;
        if (LossNotice.TryParse(said, out var count))
        {
            events.Missing = count;
            return LineMeaning.Lost;
        }

        events.At(timeUs);
        marks++;
        events.Add(TraceEventKind.Mark, 0, Utf8Parser.TryParse(said, out uint number, out _) ? number : marks);
        return LineMeaning.Understood;
    }

    private LineMeaning Device(ReadOnlySpan<byte> text)
    {
        Span<ulong> starts = stackalloc ulong[PciDevLine.RegionCount];
        Span<ulong> sizes = stackalloc ulong[PciDevLine.RegionCount];
        if (!PciDevLine.TryParse(text, starts, sizes, out var line))
            return LineMeaning.Torn;
        if (Choice.Find(line.Address, line.Driver.IsEmpty ? "device"u8 : line.Driver) is not { } device)
            return LineMeaning.Foreign;
        device.Lines++;
        device.Config.Read(0, line.Vendor | (uint)line.Device << 16);
        Choice.IdentityChanged(device);
        for (var i = 0; i < sizes.Length; i++)
            memory.Add(device, i, starts[i], sizes[i]);
        return LineMeaning.Understood;
    }

    private LineMeaning Version(ReadOnlySpan<byte> text)
    {
        if (!text.SequenceEqual("20070824"u8))
            findings.GiveUp($"it is of version '{TraceFindings.Printable(text)}' of mmiotrace, and only version {KnownVersion} is known");
        return LineMeaning.Understood;
    }

    private LineMeaning Other(ReadOnlySpan<byte> line)
    {
        if (LossNotice.TryParse(line, out var count))
        {
            events.Missing = count;
            return LineMeaning.Lost;
        }

        // The rest of an access or a mapping: no other text has two hexadecimal numbers and a process at its end.
        var at = line.LastIndexOf(" 0x"u8);
        return at > 0 && line.EndsWith(" 0"u8) && line[..at].IndexOf("0x"u8) >= 0 ? LineMeaning.Torn : LineMeaning.Foreign;
    }
}
