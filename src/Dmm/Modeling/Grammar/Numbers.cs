using System.Globalization;

namespace Dmm.Modeling.Grammar;

/// <summary>Whole numbers as the model language writes them.</summary>
internal static class Numbers
{
    /// <summary>The binary form as a regular expression; YAML itself knows the others.</summary>
    public const string BinaryPattern = "0b[01]{1,64}";

    /// <summary>Reads decimal, <c>0x</c> and <c>0b</c>; false when it is none of them or does not fit 64 bits.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out ulong number)
    {
        if (text.StartsWith("0x", StringComparison.Ordinal))
            return ulong.TryParse(text[2..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out number);
        if (text.StartsWith("0b", StringComparison.Ordinal))
            return ulong.TryParse(text[2..], NumberStyles.AllowBinarySpecifier, CultureInfo.InvariantCulture, out number);
        return ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }

    /// <summary>Reads a number that a shape has let through.</summary>
    public static ulong Parse(string text) => TryParse(text, out var number)
        ? number
        : throw new ArgumentException($"'{text}' should have been refused by its shape", nameof(text));
}
