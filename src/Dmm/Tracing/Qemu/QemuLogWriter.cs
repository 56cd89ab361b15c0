using System.Globalization;
using System.Text;

namespace Dmm.Tracing.Qemu;

/// <summary>Writes events as the text that QEMU's log backend prints, with comments before it: what a person can read, mail and edit.</summary>
/// <remarks>
/// Only accesses and interrupts are written: nothing else moves a monitor but a reset of the whole device, which this text cannot say
/// (<see cref="CanWrite"/>). A line of interrupt that rises twice falls in between, or the reader would see it once.
/// </remarks>
public static class QemuLogWriter
{
    /// <summary>Whether the text can say all that matters of the events.</summary>
    public static bool CanWrite(IEnumerable<TraceEvent> events)
    {
        ArgumentNullException.ThrowIfNull(events);
        return events.All(each => each.Kind is not (TraceEventKind.Reset or TraceEventKind.Gap));
    }

    /// <summary>The text.</summary>
    /// <param name="device">Where the regions lie; see <see cref="PlacedDevice"/>.</param>
    /// <param name="name">What the device is called in the lines; one word.</param>
    /// <param name="comments">Lines to stand before it.</param>
    /// <param name="events">The events.</param>
    public static string Write(PlacedDevice device, string name, IEnumerable<string> comments, IEnumerable<TraceEvent> events)
    {
        ArgumentNullException.ThrowIfNull(device);
        ArgumentNullException.ThrowIfNull(comments);
        ArgumentNullException.ThrowIfNull(events);
        var text = new StringBuilder();
        foreach (var comment in comments)
            text.Append("# ").Append(comment).Append('\n');
        Introduce(text, device, name);
        var timeUs = 0L;
        var isHigh = false;
        foreach (var each in events)
        {
            timeUs += Math.Max((ushort)1, each.ElapsedUs);
            if (each.IsAccess)
                Access(text, timeUs, device, name, each);
            else if (each.Kind == TraceEventKind.InterruptMessage)
                Line(text, timeUs, $"nic_pci_msi {name} {device.PciAddress} addr 0x{each.Offset:x} data 0x{each.Value:x}");
            else if (each.Kind == TraceEventKind.InterruptLine)
                isHigh = Level(text, timeUs, device, name, isHigh, each.Value != 0);
        }
        return text.ToString();
    }

    private static void Introduce(StringBuilder text, PlacedDevice device, string name)
    {
        if (!device.IsPci)
            return;
        if (device.Id is { } id)
            Line(text, 0, $"pci_cfg_read {name} {device.PciAddress} @0x0 -> 0x{id.Device:x4}{id.Vendor:x4}");
        foreach (var region in device.Regions)
            Line(text, 0, $"pci_update_mappings_add {name} {device.PciAddress} {region.Number},0x{region.Base:x}+0x{region.Size:x}");
    }

    private static void Access(StringBuilder text, long timeUs, PlacedDevice device, string name, in TraceEvent access)
    {
        var word = access.Kind == TraceEventKind.Write ? "write" : "read";
        Line(text, timeUs, $"memory_region_ops_{word} cpu 0 mr 0x0 addr 0x{device.AddressOf(access):x} value 0x{access.Value:x} size {access.Size} name '{name}'");
    }

    private static bool Level(StringBuilder text, long timeUs, PlacedDevice device, string name, bool wasHigh, bool isHigh)
    {
        var levels = wasHigh && isHigh ? [false, true] : wasHigh == isHigh ? Array.Empty<bool>() : [isHigh];
        foreach (var level in levels)
            Line(text, timeUs, device.IsPci
                ? $"nic_pci_irq {name} {device.PciAddress} pin 0 level {(level ? 1 : 0)} intx_disable 0"
                : $"x86_gsi_interrupt GSI interrupt #{PlacedDevice.IsaInterrupt} level:{(level ? 1 : 0)}");
        return isHigh;
    }

    private static void Line(StringBuilder text, long timeUs, string line) =>
        text.Append(CultureInfo.InvariantCulture, $"1@{timeUs / 1_000_000}.{timeUs % 1_000_000:d6}:{line}\n");
}
