using System.Buffers.Text;

namespace Passthrough.Devices.Qemu;

/// <summary>One line of what QEMU says on its qtest socket (softmmu/qtest.c), without its end.</summary>
/// <param name="Kind">What it says.</param>
/// <param name="Number">The value, or the interrupt line's number.</param>
internal readonly record struct QtestLine(QtestLineKind Kind, ulong Number)
{
    /// <summary>Reads a line; any bytes may come.</summary>
    public static QtestLine Of(ReadOnlySpan<byte> line)
    {
        if (line.SequenceEqual("OK"u8))
            return new QtestLine(QtestLineKind.Done, 0);
        if (line.StartsWith("OK 0x"u8))
            return Numbered(QtestLineKind.Value, line[5..], 'x');
        if (line.StartsWith("IRQ raise "u8))
            return Numbered(QtestLineKind.Raised, line[10..], 'D');
        if (line.StartsWith("IRQ lower "u8))
            return Numbered(QtestLineKind.Lowered, line[10..], 'D');
        return default;
    }

    private static QtestLine Numbered(QtestLineKind kind, ReadOnlySpan<byte> digits, char format) =>
        Utf8Parser.TryParse(digits, out ulong number, out var used, format) && used == digits.Length ? new QtestLine(kind, number) : default;
}
