using Dmm.Tracing.Devices;
using Dmm.Tracing.Text;

namespace Dmm.Tracing.Qemu;

/// <summary>
/// Reads the text that QEMU's <c>log</c> trace backend writes: the events <c>memory_region_ops_*</c>, <c>pci_*</c> and
/// <c>x86_gsi_interrupt</c> of any QEMU, and the <c>nic_*</c> lines of one with trace points added.
/// </summary>
/// <remarks>
/// Decided on purpose:
/// <list type="bullet">
/// <item>An address belongs to the region in which it lies. QEMU prints the port BAR's address for an access through
/// either BAR of a device whose BARs are one memory region (rtl8139), and nothing in the line tells them apart.</item>
/// <item>An access outside the regions that are mapped at that moment is not the device's.</item>
/// <item>Writes to the debug console's port (<c>isa-debugcon</c>, 0xe9) are the marks of the person who recorded.</item>
/// <item>The order of lines is kept. QEMU prints a write before the device acts, and a read after it; so the interrupt that a read
/// clears falls before the read.</item>
/// </list>
/// Which device is meant is in <see cref="DeviceChoice"/>; what counts as damage in <see cref="TornLines"/>.
/// </remarks>
internal sealed class QemuLog : ILineFormat
{
    private const string HowToRecord = "record from power-on with the events pci_update_mappings_add and pci_update_mappings_del,";

    private readonly EventSink events;
    private readonly OtherLines others;
    private readonly LastAccessLine last = new();

    public QemuLog(TraceReaderOptions options, TraceFindings findings, EventSink events)
    {
        this.events = events;
        Choice = new DeviceChoice(options, findings, HowToRecord);
        others = new OtherLines(Choice, events, new InterruptLines(new InterruptInputs(options, Choice, events, findings), Choice, events));
    }

    public string Name => "QEMU log";

    public DeviceChoice Choice { get; }

    public string? HowToHaveTimes => LinePrefix.HowToHaveTimes;

    // QEMU's region below all others: no device is there. A driver that looks for a card at several bases meets it first.
    private static ReadOnlySpan<byte> UnansweredPorts => "io"u8;

    /// <summary>Whether a line is an access; the other lines can stand in a recording of VFIO as well.</summary>
    public static bool Claims(ReadOnlySpan<byte> line) =>
        line[LinePrefix.Parse(line, out _)..].StartsWith(EventNames.AccessBegin);

    /// <summary>Whether a line is of the configuration of a PCI device, which can stand in a recording of VFIO as well.</summary>
    public static bool IsConfiguration(ReadOnlySpan<byte> line) => line[LinePrefix.Parse(line, out _)..] is var name
        && (name.StartsWith(EventNames.ConfigRead) || name.StartsWith(EventNames.ConfigWrite) || name.StartsWith(EventNames.MappingAdded));

    public LineMeaning Take(ReadOnlySpan<byte> line, bool terminated)
    {
        if (last.TryTake(line, out var timeUs, out var access))
        {
            events.At(timeUs);
            return Take(access);
        }
        var name = Begin(line, out timeUs);
        var meaning = name.StartsWith(EventNames.AccessBegin)
            ? Access(line, line.Length - name.Length, timeUs)
            : others.Take(name, terminated);
        return meaning == LineMeaning.Foreign ? NotUnderstood(line, name, terminated) : meaning;
    }

    public LineMeaning TakeBeginning(ReadOnlySpan<byte> line)
    {
        var name = Begin(line, out _);
        var space = name.IndexOf((byte)' ');
        return EventNames.BeginsWith(space < 0 ? name : name[..space]) ? LineMeaning.Torn : LineMeaning.Foreign;
    }

    public void Conclude()
    {
        Choice.Conclude();
        others.Conclude();
    }

    // The rest of the line after its prefix: the event's name and its arguments.
    private ReadOnlySpan<byte> Begin(ReadOnlySpan<byte> line, out long timeUs)
    {
        var length = LinePrefix.Parse(line, out timeUs);
        if (timeUs != LinePrefix.NoTime)
            events.At(timeUs);
        return line[length..];
    }

    private LineMeaning Access(ReadOnlySpan<byte> line, int prefix, long timeUs)
    {
        var meaning = AccessLine.TryParse(line[(prefix + EventNames.AccessBegin.Length)..], out var access);
        if (meaning != LineMeaning.Understood || access.Name.SequenceEqual(UnansweredPorts))
            return meaning == LineMeaning.Understood ? LineMeaning.Foreign : meaning;
        last.Remember(line, prefix, timeUs, access);
        return Take(access);
    }

    private LineMeaning Take(in AccessLine access)
    {
        if (!Choice.TryLocate(access.Address, out var region))
            return IsConsole(access) ? DebugConsole.Take(access.Address, access.IsWrite, access.Value, events) : LineMeaning.Foreign;
        var offset = access.Address - region.Base;
        if (offset > uint.MaxValue)
            return LineMeaning.OutOfRange; // an event's offset has 32 bits
        var kind = access.IsWrite ? TraceEventKind.Write : TraceEventKind.Read;
        events.Add(kind, region.Number, access.Size, (uint)offset, access.Value);
        others.Queues.Written(access.Name, offset, access.Value);
        return LineMeaning.Understood;
    }

    private static bool IsConsole(in AccessLine access) =>
        access.Address == DebugConsole.MarkPort || access.Name.SequenceEqual("isa-debugcon"u8);

    private LineMeaning NotUnderstood(ReadOnlySpan<byte> line, ReadOnlySpan<byte> name, bool terminated)
    {
        if (TornLines.Contains(line, name, terminated))
            return LineMeaning.Torn;
        if (!LossNotice.TryParse(name, out var count))
            return LineMeaning.Foreign;
        events.Missing = count;
        return LineMeaning.Lost;
    }
}
