using System.Globalization;

namespace Dmm.Analysis.Mutation;

/// <summary>Whole numbers as models and recordings write them.</summary>
internal static class WrittenNumber
{
    /// <summary>The value of a number; null for what is none.</summary>
    public static ulong? Read(string? text)
    {
        if (text is null)
            return null;
        var isHexadecimal = text.StartsWith("0x", StringComparison.OrdinalIgnoreCase);
        return ulong.TryParse(isHexadecimal ? text.AsSpan(2) : text, isHexadecimal ? NumberStyles.AllowHexSpecifier : NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            ? value : null;
    }

    /// <summary>A number written as another was.</summary>
    public static string Like(string text, ulong value) =>
        text.StartsWith("0x", StringComparison.OrdinalIgnoreCase) ? $"0x{value:x}" : value.ToString(CultureInfo.InvariantCulture);
}
