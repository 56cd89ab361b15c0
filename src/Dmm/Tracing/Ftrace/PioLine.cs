using Dmm.Tracing.Devices;
using Dmm.Tracing.Text;

namespace Dmm.Tracing.Ftrace;

/// <summary>
/// <c>pio_write at 0x310 size 2 count 16 val 0x5252 (...)</c>, the arguments of <c>kvm_pio</c> (Linux, arch/x86/kvm/trace.h).
/// </summary>
/// <remarks>
/// A count above 1 is one string instruction, and only its first value is printed. Old kernels print no value. A text of which
/// somebody cut the count has one access.
/// </remarks>
internal static class PioLine
{
    // KVM moves no more than a page of data between two exits.
    private const uint MostBytes = 4096;

    public static bool TryParse(ReadOnlySpan<byte> text, out AddressedAccess access)
    {
        access = new AddressedAccess { IsPort = true, Count = 1 };
        var tokens = new TokenScanner(text);
        if (tokens.Literal("pio_write "u8))
            access.IsWrite = true;
        else if (!tokens.Literal("pio_read "u8))
            return false;
        _ = tokens.Literal(" "u8);
        if (!tokens.Literal("at 0x"u8) || !tokens.Hex(out access.Address) || !tokens.Literal(" size "u8) || !tokens.Decimal(out access.Size))
            return false;
        if (tokens.Literal(" count "u8) && !tokens.Decimal(out access.Count))
            return false;
        if ((access.HasValue = tokens.Literal(" val 0x"u8)) && !tokens.Hex(out access.Value))
            return false;
        _ = tokens.Literal(" "u8) && tokens.Literal("(...)"u8);
        return tokens.AtEnd && access.Size is 1 or 2 or 4 && access.Count is > 0 and <= MostBytes && access.Count * access.Size <= MostBytes;
    }
}
