using Dmm.Tracing.Text;

namespace Dmm.Tracing.Vfio;

/// <summary>The arguments of QEMU's events of VFIO (hw/vfio/trace-events), each beginning with the device's name in parentheses.</summary>
internal static class VfioLine
{
    private const int MostConfig = 4096;

    /// <summary><c> (0000:03:00.0:region2+0x26c960, 0xa5a5a5a5, 4)</c>, or for a read <c> (0000:03:00.0:region2+0x26c960, 4) = 0x1f</c>.</summary>
    public static bool TryAccess(
        ReadOnlySpan<byte> text, bool isWrite, out ReadOnlySpan<byte> device, out uint region, out ulong offset, out uint size, out ulong value)
    {
        region = size = 0;
        offset = value = 0;
        device = default;
        var at = text.IndexOf(":region"u8);
        if (at < 0 || !TryOpen(text, out var rest))
            return false;
        device = text[(text.Length - rest.Length)..at];
        var tokens = new TokenScanner(text[(at + ":region".Length)..]);
        return !device.IsEmpty && tokens.Decimal(out region) && tokens.Literal("+0x"u8) && tokens.Hex(out offset) && tokens.Literal(", "u8)
            && (!isWrite || (tokens.Literal("0x"u8) && tokens.Hex(out value) && tokens.Literal(", "u8)))
            && tokens.Decimal(out size) && tokens.Literal(")"u8)
            && (isWrite || (tokens.Literal(" = 0x"u8) && tokens.Hex(out value)))
            && tokens.AtEnd;
    }

    /// <summary><c> (0000:03:00.0, @0x10, len=0x4) 0xc001</c>, or for a write <c> (0000:03:00.0, @0x10, 0xc001, len=0x4)</c>.</summary>
    public static bool TryConfig(
        ReadOnlySpan<byte> text, bool isWrite, out ReadOnlySpan<byte> device, out uint offset, out uint size, out uint value)
    {
        offset = size = value = 0;
        ulong place = 0, written = 0, length = 0;
        device = default;
        if (!TryOpen(text, out var rest))
            return false;
        var comma = rest.IndexOf((byte)',');
        if (comma <= 0)
            return false;
        device = rest[..comma];
        var tokens = new TokenScanner(rest[comma..]);
        var whole = tokens.Literal(", @0x"u8) && tokens.Hex(out place) && tokens.Literal(", "u8)
            && (!isWrite || (tokens.Literal("0x"u8) && tokens.Hex(out written) && tokens.Literal(", "u8)))
            && tokens.Literal("len=0x"u8) && tokens.Hex(out length) && tokens.Literal(")"u8)
            && (isWrite || (tokens.Literal(" 0x"u8) && tokens.Hex(out written)))
            && tokens.AtEnd;
        (offset, size, value) = ((uint)place, (uint)length, (uint)written);
        return whole && place < MostConfig && length is 1 or 2 or 4 && written <= uint.MaxValue;
    }

    /// <summary><c> (0000:03:00.0) Pin A</c>: a name, and what is said of it.</summary>
    public static bool TryDevice(ReadOnlySpan<byte> text, out ReadOnlySpan<byte> device, out ReadOnlySpan<byte> said)
    {
        device = said = default;
        if (!TryOpen(text, out var rest))
            return false;
        var end = rest.IndexOf((byte)')');
        if (end <= 0)
            return false;
        device = rest[..end];
        said = rest[(end + 1)..].TrimStart((byte)' ');
        return true;
    }

    /// <summary><c>vector 0 0xfee01004/0x4023</c>.</summary>
    public static bool TryMessage(ReadOnlySpan<byte> text, out ulong address, out ulong data)
    {
        address = data = 0;
        var tokens = new TokenScanner(text);
        return tokens.Literal("vector "u8) && tokens.Decimal(out _) && tokens.Literal(" 0x"u8) && tokens.Hex(out address)
            && tokens.Literal("/0x"u8) && tokens.Hex(out data) && tokens.AtEnd;
    }

    // QEMU's format strings begin with a space, so there are two after the event's name.
    private static bool TryOpen(ReadOnlySpan<byte> text, out ReadOnlySpan<byte> rest)
    {
        rest = text.TrimStart((byte)' ');
        if (!rest.StartsWith("("u8))
            return false;
        rest = rest[1..];
        return true;
    }
}
