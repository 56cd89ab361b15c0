using Dmm.Tracing.Devices;
using Dmm.Tracing.Text;

namespace Dmm.Tracing.Mmiotrace;

/// <summary>The lines of mmiotrace that have a time: accesses, mappings, instructions that were not understood, marks.</summary>
/// <remarks>Linux, Documentation/trace/mmiotrace.rst and kernel/trace/trace_mmiotrace.c.</remarks>
internal static class RecordLine
{
    /// <summary>
    /// What follows <c>R</c> or <c>W</c>: width, time, mapping, address, value, program counter, process:
    /// <c>4 1.000120 1 0xfebf0008 0x60 0x0 0</c>.
    /// </summary>
    public static bool TryAccess(ReadOnlySpan<byte> text, bool isWrite, out long timeUs, out AddressedAccess access)
    {
        access = new AddressedAccess { Count = 1, HasValue = true, IsWrite = isWrite };
        timeUs = 0;
        var tokens = new TokenScanner(text);
        return tokens.Decimal(out access.Size) && tokens.Literal(" "u8) && TryTime(ref tokens, out timeUs)
            && TryNumber(ref tokens) && tokens.Literal("0x"u8) && tokens.Hex(out access.Address)
            && tokens.Literal(" 0x"u8) && tokens.Hex(out access.Value)
            && tokens.Literal(" 0x"u8) && tokens.Hex(out _) && tokens.Literal(" "u8) && tokens.Decimal(out _) && tokens.AtEnd;
    }

    /// <summary>What follows <c>MAP</c>: time, mapping, address, virtual address, length, program counter, process.</summary>
    public static bool TryMap(ReadOnlySpan<byte> text, out long timeUs, out ulong start, out ulong length)
    {
        start = length = 0;
        var tokens = new TokenScanner(text);
        return TryTime(ref tokens, out timeUs) && TryNumber(ref tokens)
            && tokens.Literal("0x"u8) && tokens.Hex(out start) && tokens.Literal(" 0x"u8) && tokens.Hex(out _)
            && tokens.Literal(" 0x"u8) && tokens.Hex(out length)
            && tokens.Literal(" 0x"u8) && tokens.Hex(out _) && tokens.Literal(" "u8) && tokens.Decimal(out _) && tokens.AtEnd;
    }

    /// <summary>What follows <c>UNMAP</c>: time, mapping, program counter, process.</summary>
    public static bool TryUnmap(ReadOnlySpan<byte> text, out long timeUs)
    {
        var tokens = new TokenScanner(text);
        return TryTime(ref tokens, out timeUs) && TryNumber(ref tokens)
            && tokens.Literal("0x"u8) && tokens.Hex(out _) && tokens.Literal(" "u8) && tokens.Decimal(out _) && tokens.AtEnd;
    }

    /// <summary>What follows <c>UNKNOWN</c>: time, mapping, address, three bytes of the instruction, program counter, process.</summary>
    public static bool TryUnknown(ReadOnlySpan<byte> text, out long timeUs, out AddressedAccess access)
    {
        access = new AddressedAccess { Count = 1, Size = 1 };
        var tokens = new TokenScanner(text);
        return TryTime(ref tokens, out timeUs) && TryNumber(ref tokens)
            && tokens.Literal("0x"u8) && tokens.Hex(out access.Address) && tokens.Literal(" "u8)
            && tokens.HexByte(out _) && tokens.Literal(","u8) && tokens.HexByte(out _) && tokens.Literal(","u8) && tokens.HexByte(out _)
            && tokens.Literal(" 0x"u8) && tokens.Hex(out _) && tokens.Literal(" "u8) && tokens.Decimal(out _) && tokens.AtEnd;
    }

    /// <summary>A time at the beginning of a text, and what follows it.</summary>
    public static bool TryTime(ReadOnlySpan<byte> text, out long timeUs, out ReadOnlySpan<byte> rest)
    {
        var space = text.IndexOf((byte)' ');
        rest = space < 0 ? default : text[(space + 1)..];
        return LogTime.TryParse(space < 0 ? text : text[..space], out timeUs);
    }

    private static bool TryTime(ref TokenScanner tokens, out long timeUs)
    {
        timeUs = 0;
        return tokens.Word(out var word) && LogTime.TryParse(word, out timeUs) && tokens.Literal(" "u8);
    }

    private static bool TryNumber(ref TokenScanner tokens) => tokens.Decimal(out _) && tokens.Literal(" "u8);
}
