using System.Runtime.CompilerServices;

namespace Dmm.Tracing.Text;

/// <summary>Walks along a line, token by token, in the fixed order in which QEMU prints them.</summary>
/// <remarks>No method goes on after one that said no: a line is what its shape says from end to end, or it is torn.</remarks>
internal ref struct TokenScanner(ReadOnlySpan<byte> text)
{
    private const byte NoDigit = 0xff;
    private const int MostDigits = 16;

    private static readonly byte[] HexValues = BuildHexValues();

    private ReadOnlySpan<byte> rest = text;

    public readonly bool AtEnd => rest.IsEmpty;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Literal(ReadOnlySpan<byte> literal)
    {
        if (!rest.StartsWith(literal))
            return false;
        rest = rest[literal.Length..];
        return true;
    }

    /// <summary>Hexadecimal digits, at least one and at most 16, without a prefix.</summary>
    public bool Hex(out ulong value)
    {
        value = 0;
        var text = rest;
        var values = HexValues;
        var length = 0;
        for (; (uint)length < (uint)text.Length; length++)
        {
            var digit = values[text[length]];
            if (digit == NoDigit)
                break;
            value = (value << 4) | digit;
        }

        rest = text[length..];
        return length is > 0 and <= MostDigits;
    }

    /// <summary>Decimal digits, at least one and at most nine.</summary>
    public bool Decimal(out uint value)
    {
        value = 0;
        var text = rest;
        var length = 0;
        for (; (uint)length < (uint)text.Length && char.IsAsciiDigit((char)text[length]); length++)
            value = value * 10 + text[length] - '0';
        rest = text[length..];
        return length is > 0 and <= 9;
    }

    /// <summary>Two hexadecimal digits that are one byte.</summary>
    public bool HexByte(out byte value)
    {
        value = 0;
        if (rest.Length < 2 || (HexValues[rest[0]] | HexValues[rest[1]]) == NoDigit)
            return false;
        value = (byte)((HexValues[rest[0]] << 4) | HexValues[rest[1]]);
        rest = rest[2..];
        return true;
    }

    /// <summary>Everything up to the next space, at least one byte.</summary>
    public bool Word(out ReadOnlySpan<byte> word)
    {
        var length = rest.IndexOf((byte)' ');
        word = length < 0 ? rest : rest[..length];
        rest = rest[word.Length..];
        return !word.IsEmpty;
    }

    /// <summary>A text in single quotes that holds no quote itself.</summary>
    public bool Quoted(out ReadOnlySpan<byte> text)
    {
        text = default;
        if (!Literal("'"u8))
            return false;
        var length = rest.IndexOf((byte)'\'');
        if (length < 0)
            return false;
        text = rest[..length];
        rest = rest[(length + 1)..];
        return true;
    }

    private static byte[] BuildHexValues()
    {
        var values = new byte[256];
        Array.Fill(values, NoDigit);
        for (var digit = 0; digit < 16; digit++)
        {
            values["0123456789abcdef"[digit]] = (byte)digit;
            values["0123456789ABCDEF"[digit]] = (byte)digit;
        }

        return values;
    }
}
