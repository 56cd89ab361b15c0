using Dmm.Tracing.Devices;
using Dmm.Tracing.Text;

namespace Dmm.Tracing.Ftrace;

/// <summary><c>mmio read len 4 gpa 0xfebf0008 val 0x60</c>, the arguments of <c>kvm_mmio</c> (Linux, include/trace/events/kvm.h).</summary>
internal static class MmioLine
{
    /// <summary>Reads the arguments. An unsatisfied read is one that KVM cannot answer itself; the answer comes in a line of its own.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out AddressedAccess access, out bool isUnsatisfied)
    {
        access = new AddressedAccess { Count = 1, HasValue = true };
        isUnsatisfied = false;
        var tokens = new TokenScanner(text);
        if (!tokens.Literal("mmio "u8))
            return false;
        if (tokens.Literal("write"u8))
            access.IsWrite = true;
        else if (!tokens.Literal("read"u8) && !(isUnsatisfied = tokens.Literal("unsatisfied-read"u8)))
            return false;
        return tokens.Literal(" len "u8) && tokens.Decimal(out access.Size)
            && tokens.Literal(" gpa 0x"u8) && tokens.Hex(out access.Address)
            && ((access.HasValue = !tokens.AtEnd) is false || (tokens.Literal(" val 0x"u8) && tokens.Hex(out access.Value)))
            && tokens.AtEnd;
    }

    /// <summary><c>fast mmio at gpa 0xfebf0008</c>: a write that KVM turns into a signal without looking at its value.</summary>
    public static bool TryParseFast(ReadOnlySpan<byte> text, out AddressedAccess access)
    {
        access = new AddressedAccess { Count = 1, Size = 1, IsWrite = true };
        var tokens = new TokenScanner(text);
        return tokens.Literal("fast mmio at gpa 0x"u8) && tokens.Hex(out access.Address) && tokens.AtEnd;
    }
}
