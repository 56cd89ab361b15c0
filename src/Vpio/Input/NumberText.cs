using System.Globalization;

namespace Vpio.Input;

/// <summary>Numbers as users write them: decimal, or with <c>0x</c>.</summary>
internal static class NumberText
{
    public static bool TryParse(string text, out ulong number) =>
        text.StartsWith("0x", StringComparison.OrdinalIgnoreCase)
            ? ulong.TryParse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out number)
            : ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
