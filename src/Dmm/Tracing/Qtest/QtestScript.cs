using System.Globalization;
using System.Text;

namespace Dmm.Tracing.Qtest;

/// <summary>Writes events as commands of qtest, which make the accesses at a device that QEMU models; comments say how to run them.</summary>
/// <remarks>
/// A PCI device is set up by the script itself, as firmware would: configuration mechanism #1 (PCI Local Bus Specification 3.0,
/// 3.2.2.3.2), each BAR asked for its size and mapped, the function switched on. The answers tell a reader of the log where the device
/// lies. QEMU's qtest has no comments, and stops at an empty line: they are taken out on the way, and there is none.
/// Interrupts are not commands: the device raises them itself.
/// </remarks>
public static class QtestScript
{
    /// <summary>What stands for the name of QEMU's device where nobody gave it.</summary>
    public const string AnyDevice = "DEVICE";

    private const int Slot = 4, Bars = 6;
    private const uint Command = 0x04, FirstBar = 0x10, DecodeAndMaster = 0x7;

    /// <summary>The script.</summary>
    /// <param name="device">Where the regions lie.</param>
    /// <param name="qemuDevice">What QEMU calls the device, as <c>-device help</c> lists it, or <see cref="AnyDevice"/>.</param>
    /// <param name="file">The name under which the script will be found.</param>
    /// <param name="comments">Lines to stand before it.</param>
    /// <param name="events">The events.</param>
    public static string Write(PlacedDevice device, string qemuDevice, string file, IEnumerable<string> comments, IEnumerable<TraceEvent> events)
    {
        ArgumentNullException.ThrowIfNull(device);
        ArgumentNullException.ThrowIfNull(comments);
        ArgumentNullException.ThrowIfNull(events);
        var text = new StringBuilder();
        foreach (var comment in comments.Concat(HowToRun(device, qemuDevice, file)))
            text.Append(comment.Length == 0 ? "#" : "# ").Append(comment).Append('\n');
        text.Append("irq_intercept_in ioapic\n");
        if (device.IsPci)
            SetUp(text, device);
        foreach (var each in events.Where(each => each.IsAccess))
            Access(text, device, each);
        return text.ToString();
    }

    private static IEnumerable<string> HowToRun(PlacedDevice device, string qemuDevice, string file) =>
    [
        "",
        "To run it on QEMU's device; the first line makes a processor that only halts:",
        @"  head -c 65520 /dev/zero > park.bin; printf '\372\364\353\375' >> park.bin; head -c 12 /dev/zero >> park.bin",
        $"  grep -v '^#' {file} | timeout 3 qemu-system-x86_64 -bios park.bin -machine q35,pit=off,hpet=off -m 16M \\",
        $"    -display none -nodefaults -qtest stdio -qtest-log {file}.log -device {qemuDevice},{Place(device)},netdev=n0 -netdev user,id=n0",
        .. qemuDevice == AnyDevice ? [$"{AnyDevice} is what 'qemu-system-x86_64 -device help' calls it."] : Array.Empty<string>(),
        $"'vpio replay MODEL {file}.log' then tells what the monitor says of what QEMU's device answered.",
    ];

    private static string Place(PlacedDevice device) =>
        device.IsPci ? $"addr={Slot}" : $"iobase=0x{(device.Regions.Count > 0 ? device.Regions[0].Base : 0):x},irq={PlacedDevice.IsaInterrupt}";

    private static void SetUp(StringBuilder text, PlacedDevice device)
    {
        Select(text, 0);
        text.Append("inl 0xcfc\n");
        foreach (var region in device.Regions.Where(region => region.Number < Bars))
        {
            Select(text, FirstBar + 4 * (uint)region.Number);
            text.Append(CultureInfo.InvariantCulture, $"outl 0xcfc 0xffffffff\ninl 0xcfc\noutl 0xcfc 0x{region.Base:x}\n");
        }
        Select(text, Command);
        text.Append(CultureInfo.InvariantCulture, $"outw 0xcfc 0x{DecodeAndMaster:x}\n");
    }

    private static void Select(StringBuilder text, uint register) =>
        text.Append(CultureInfo.InvariantCulture, $"outl 0xcf8 0x{0x8000_0000u | Slot << 11 | register:x}\n");

    private static void Access(StringBuilder text, PlacedDevice device, in TraceEvent access)
    {
        var isWrite = access.Kind == TraceEventKind.Write;
        var verb = (device.IsPort(access), isWrite) switch { (true, true) => "out", (true, false) => "in", (false, true) => "write", _ => "read" };
        var width = access.Size switch { 1 => 'b', 2 => 'w', 4 => 'l', _ => 'q' };
        if (!isWrite)
            text.Append(CultureInfo.InvariantCulture, $"# 0x{access.Value:x} was recorded\n");
        text.Append(CultureInfo.InvariantCulture, $"{verb}{width} 0x{device.AddressOf(access):x}{(isWrite ? $" 0x{access.Value:x}" : "")}\n");
    }
}
