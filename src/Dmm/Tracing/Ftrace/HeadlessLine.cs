namespace Dmm.Tracing.Ftrace;

/// <summary>A line with an event of KVM that lacks what stands before the event, all of it or the time.</summary>
/// <remarks>Without the task, the answers to the reads of several processors cannot be told apart.</remarks>
internal static class HeadlessLine
{
    /// <summary>How to print the lines whole.</summary>
    public const string HowToPrint = "print them with perf script -F comm,tid,cpu,time,event,trace, or with trace-cmd report without options";

    /// <summary>What is missing and how to have it printed; null when the line has no event of KVM.</summary>
    public static string? HintOf(ReadOnlySpan<byte> line)
    {
        if (!HoldsAccess(line, out var at))
            return null;
        var head = line[..at].TrimEnd((byte)' ');
        foreach (var name in (ReadOnlySpan<string>)["kvm_pio:", "kvm_mmio:", "kvm:"])
            head = WithoutEnd(head, name).TrimEnd((byte)' ');
        return head.IsEmpty
            ? $"its lines are KVM's events without their heads (task, processor and time): {HowToPrint}"
            : $"its lines are KVM's events, but their heads lack the time or the task: {HowToPrint}";
    }

    private static bool HoldsAccess(ReadOnlySpan<byte> line, out int at)
    {
        foreach (var name in (ReadOnlySpan<string>)["pio_read at 0x", "pio_write at 0x", "pio_read  at 0x", "mmio read len ", "mmio write len ", "kvm_pio: ", "kvm_mmio: "])
        {
            at = IndexOf(line, name);
            if (at >= 0)
                return true;
        }

        at = -1;
        return false;
    }

    private static int IndexOf(ReadOnlySpan<byte> line, string text)
    {
        Span<byte> bytes = stackalloc byte[text.Length];
        System.Text.Encoding.ASCII.GetBytes(text, bytes);
        return line.IndexOf(bytes);
    }

    private static ReadOnlySpan<byte> WithoutEnd(ReadOnlySpan<byte> head, string end)
    {
        Span<byte> bytes = stackalloc byte[end.Length];
        System.Text.Encoding.ASCII.GetBytes(end, bytes);
        return head.EndsWith(bytes) ? head[..^end.Length] : head;
    }
}
