using Dmm.Tracing.Devices;
using Dmm.Tracing.Qemu;
using Dmm.Tracing.Text;

namespace Dmm.Tracing.Vfio;

/// <summary>Lines of QEMU's log backend with the events <c>vfio_*</c>: a physical device that a guest drives.</summary>
/// <remarks>
/// Decided on purpose:
/// <list type="bullet">
/// <item>QEMU prints a write after the device took it, and a read with its answer.</item>
/// <item>An interrupt line is up from <c>vfio_intx_interrupt</c> to <c>vfio_intx_eoi</c>, which QEMU prints at the next access of a
/// BAR whatever the device does: that it fell is what the guest sees, not what the device did.</item>
/// <item>A BAR that is mapped into the guest has accesses without a line, so nothing after its mapping can be relied on.</item>
/// </list>
/// </remarks>
internal sealed class VfioLog : ILineFormat
{
    private readonly TraceFindings findings;
    private readonly EventSink events;
    private readonly VfioDevices devices;
    private bool level;

    public VfioLog(TraceReaderOptions options, TraceFindings findings, EventSink events)
    {
        this.findings = findings;
        this.events = events;
        Choice = new DeviceChoice(options, findings, "record with -trace 'vfio_*' and the device with x-no-mmap=on,");
        devices = new VfioDevices(Choice);
    }

    public string Name => "VFIO trace";

    public DeviceChoice Choice { get; }

    public string? HowToHaveTimes => LinePrefix.HowToHaveTimes;

    /// <summary>Whether a line is about a device that is passed through. The first is that a region of it is mapped, or its configuration.</summary>
    public static bool Claims(ReadOnlySpan<byte> line)
    {
        var name = line[LinePrefix.Parse(line, out _)..];
        return name.StartsWith("vfio_region_read "u8) || name.StartsWith("vfio_region_write "u8) || name.StartsWith("vfio_region_mmap "u8)
            || name.StartsWith("vfio_pci_read_config "u8) || name.StartsWith("vfio_pci_write_config "u8);
    }

    public LineMeaning Take(ReadOnlySpan<byte> line, bool terminated)
    {
        var length = LinePrefix.Parse(line, out var timeUs);
        if (timeUs != LinePrefix.NoTime)
            events.At(timeUs);
        var text = line[length..];
        var space = text.IndexOf((byte)' ');
        var meaning = space < 0 ? LineMeaning.Foreign : Event(text[..space], text[(space + 1)..], terminated);
        return meaning == LineMeaning.Foreign ? NotUnderstood(line, text, length > 0, terminated) : meaning;
    }

    public LineMeaning TakeBeginning(ReadOnlySpan<byte> line) => Claims(line) ? LineMeaning.Torn : LineMeaning.Foreign;

    public void Conclude()
    {
        Choice.Conclude();
        if (devices.Meant is { InterruptsBypass: true })
            findings.Notes.Add("KVM delivered interrupts of the device past QEMU, and they are not in the recording:"
                + " record with x-no-kvm-intx=on to have them");
    }

    private LineMeaning Event(ReadOnlySpan<byte> name, ReadOnlySpan<byte> arguments, bool terminated)
    {
        if (name.SequenceEqual("vfio_region_read"u8))
            return terminated ? Access(arguments, isWrite: false) : LineMeaning.Torn;
        if (name.SequenceEqual("vfio_region_write"u8))
            return Access(arguments, isWrite: true);
        if (name.SequenceEqual("vfio_pci_read_config"u8))
            return terminated ? Config(arguments, isWrite: false) : LineMeaning.Torn;
        if (name.SequenceEqual("vfio_pci_write_config"u8))
            return Config(arguments, isWrite: true);
        if (name.SequenceEqual("vfio_intx_interrupt"u8))
            return Line(arguments, "Pin "u8, high: true);
        if (name.SequenceEqual("vfio_intx_eoi"u8))
            return Line(arguments, "EOI"u8, high: false);
        if (name.SequenceEqual("vfio_msi_interrupt"u8))
            return terminated ? Message(arguments) : LineMeaning.Torn;
        if (name.SequenceEqual("vfio_intx_enable_kvm"u8))
            return Bypass(arguments);
        return name.SequenceEqual("vfio_region_mmap"u8) ? Mapped(arguments) : LineMeaning.Foreign;
    }

    private LineMeaning Access(ReadOnlySpan<byte> text, bool isWrite)
    {
        if (!VfioLine.TryAccess(text, isWrite, out var name, out var region, out var offset, out var size, out var value))
            return LineMeaning.Torn;
        if (region >= TraceEvent.RegionCount || size is not (1 or 2 or 4 or 8) || offset > uint.MaxValue)
            return LineMeaning.OutOfRange;
        if (devices.Find(name) is not { } device)
            return LineMeaning.Foreign;
        device.Pci.Lines++;
        device.Show((int)region, offset + size, Choice);
        if (!IsMeant(device))
            return LineMeaning.Understood;
        var kind = isWrite ? TraceEventKind.Write : TraceEventKind.Read;
        events.Add(kind, (int)region, (int)size, (uint)offset, value & (ulong.MaxValue >> (int)(64 - 8 * size)));
        return LineMeaning.Understood;
    }

    private LineMeaning Config(ReadOnlySpan<byte> text, bool isWrite)
    {
        if (!VfioLine.TryConfig(text, isWrite, out var name, out var offset, out var size, out var value))
            return LineMeaning.Torn;
        if (devices.Find(name) is not { } device)
            return LineMeaning.Foreign;
        device.Pci.Lines++;
        var id = device.Pci.Config.Id;
        if (isWrite)
        {
            device.Pci.Config.Write(offset, size, value);
            device.Bases.Write(offset, size, value);
            return LineMeaning.Understood;
        }

        device.Pci.Config.Read(offset, size, value);
        device.Bases.Read(offset, size, value);
        if (id != device.Pci.Config.Id)
            Choice.IdentityChanged(device.Pci);
        return LineMeaning.Understood;
    }

    private LineMeaning Line(ReadOnlySpan<byte> text, ReadOnlySpan<byte> expected, bool high)
    {
        if (!VfioLine.TryDevice(text, out var name, out var said) || !said.StartsWith(expected))
            return LineMeaning.Torn;
        if (devices.Find(name) is not { } device)
            return LineMeaning.Foreign;
        device.Pci.Lines++;
        if (!IsMeant(device) || level == high)
            return LineMeaning.Understood;
        level = high;
        events.Add(TraceEventKind.InterruptLine, 0, high ? 1UL : 0);
        return LineMeaning.Understood;
    }

    private LineMeaning Message(ReadOnlySpan<byte> text)
    {
        if (!VfioLine.TryDevice(text, out var name, out var said) || !VfioLine.TryMessage(said, out var address, out var data))
            return LineMeaning.Torn;
        if (devices.Find(name) is not { } device)
            return LineMeaning.Foreign;
        device.Pci.Lines++;
        if (IsMeant(device))
            events.Add(TraceEventKind.InterruptMessage, (uint)address, data);
        return LineMeaning.Understood;
    }

    private LineMeaning Bypass(ReadOnlySpan<byte> text)
    {
        if (!VfioLine.TryDevice(text, out var name, out _) || devices.Find(name) is not { } device)
            return LineMeaning.Foreign;
        device.InterruptsBypass = true;
        return LineMeaning.Understood;
    }

    // "Region 0000:03:00.0 BAR 0 mmaps[0] [0x0 - 0xfff]"
    private LineMeaning Mapped(ReadOnlySpan<byte> text)
    {
        var at = text.IndexOf(" BAR "u8);
        if (at < 0 || !text.StartsWith("Region "u8) || at <= "Region ".Length || devices.Find(text["Region ".Length..at]) is not { } device)
            return LineMeaning.Foreign;
        device.MappedLine = events.Line;
        return LineMeaning.Understood;
    }

    private bool IsMeant(VfioDevice device)
    {
        if (!Choice.IsMeant(device.Pci))
            return false;
        if (device.MappedLine == 0)
            return true;
        findings.Problem(events.Line, TraceProblem.Lost, $"a BAR of the device was mapped into the guest in line {device.MappedLine}, so its"
            + " accesses are not recorded: record with x-no-mmap=on");
        events.Gap();
        device.MappedLine = 0;
        return true;
    }

    private LineMeaning NotUnderstood(ReadOnlySpan<byte> line, ReadOnlySpan<byte> text, bool hasPrefix, bool terminated)
    {
        if (HoldsAccess(text) || ((hasPrefix || !terminated) && IsCutName(text)) || (!hasPrefix && !terminated && LinePrefix.IsCut(line)))
            return LineMeaning.Torn;
        if (!LossNotice.TryParse(text, out var count))
            return LineMeaning.Foreign;
        events.Missing = count;
        return LineMeaning.Lost;
    }

    // The rest of an access, or one after another line.
    private static bool HoldsAccess(ReadOnlySpan<byte> text)
    {
        var at = text.IndexOf(":region"u8);
        return at >= 0 && text[at..].IndexOf("+0x"u8) is > 0 and < 12 && text[at..].IndexOf((byte)')') > 0;
    }

    private static bool IsCutName(ReadOnlySpan<byte> text) =>
        text.IndexOf((byte)' ') < 0
        && ("vfio_region_write"u8.StartsWith(text) || "vfio_region_read"u8.StartsWith(text) || "vfio_intx_interrupt"u8.StartsWith(text)
            || "vfio_msi_interrupt"u8.StartsWith(text));
}
