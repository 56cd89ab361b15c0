using Dmm.Tracing.Text;

namespace Dmm.Tracing.Ftrace;

/// <summary>
/// A line with an event of KVM, as <c>trace-cmd report</c>, <c>perf script</c> and the kernel's own <c>trace</c> file print it:
/// who, where, when, the event's name, its arguments.
/// </summary>
/// <remarks>
/// <c>qemu-system-x86   932 [000] 13141.801152:  kvm:kvm_pio: pio_write at 0xcf8 ...</c> (perf),
/// <c>CPU 36/KVM-2063    [097] ..... 1466862.728737: kvm_pio: pio_write at 0x3f8 ...</c> (trace file; trace-cmd leaves the flags out).
/// The name of a task can hold anything, so the event is looked for first and its time must stand before it.
/// </remarks>
internal ref struct FtraceLine
{
    public ReadOnlySpan<byte> Task;
    public ReadOnlySpan<byte> Event;
    public ReadOnlySpan<byte> Arguments;
    public long TimeUs;
    public bool HasTime;

    /// <summary>Reads a line; false when it is none of KVM.</summary>
    public static bool TryParse(ReadOnlySpan<byte> line, out FtraceLine parsed)
    {
        parsed = default;
        var at = 0;
        for (int next; (next = line[at..].IndexOf("kvm_"u8)) >= 0; at += next + 1)
        {
            if (!parsed.TryTakeHead(line[..(at + next)]))
                continue;
            var text = line[(at + next)..];
            var colon = text.IndexOf((byte)':');
            parsed.Event = colon < 0 ? text : text[..colon];
            parsed.Arguments = colon < 0 ? default : text[(colon + 1)..].TrimStart((byte)' ');
            return true;
        }

        return false;
    }

    // What stands before the event's name: "qemu-932  [000]  13141.801152: ", with perf "kvm:" behind it.
    private bool TryTakeHead(ReadOnlySpan<byte> head)
    {
        if (head.EndsWith("kvm:"u8))
            head = head[..^4];
        if (!head.EndsWith(" "u8))
            return false;
        head = head.TrimEnd((byte)' ');
        if (!head.EndsWith(":"u8))
            return false;
        var space = head.LastIndexOf((byte)' ');
        var clock = head[(space + 1)..^1];
        HasTime = LogTime.TryParse(clock, out TimeUs);
        if (space < 0 || (!HasTime && (clock.IsEmpty || clock.ContainsAnyExceptInRange((byte)'0', (byte)'9'))))
            return false;
        var bracket = head.LastIndexOf((byte)'[');
        Task = head[..(bracket < 0 ? space : bracket)].Trim((byte)' ');
        return true;
    }
}
