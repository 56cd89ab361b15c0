using Dmm.Modeling.Model;

namespace Dmm.Replaying;

/// <summary>The value of a register in words: its fields from the highest, a set bit by its name, a number by the model's name for it.</summary>
internal static class RegisterText
{
    /// <summary><c>PS 0 | RD write | STA</c>; without fields, or where bits have no name, in hexadecimal.</summary>
    public static string Of(RegisterInfo register, ulong value) => Of(register, value, 0, register.Bytes * 8);

    /// <summary>The same of some of its bits.</summary>
    /// <param name="register">The register.</param>
    /// <param name="value">The value, its bits where they are in the register.</param>
    /// <param name="shift">The lowest bit that is meant.</param>
    /// <param name="width">How many bits are meant.</param>
    public static string Of(RegisterInfo register, ulong value, int shift, int width)
    {
        var meant = ulong.MaxValue >> (64 - width) << shift;
        var rest = value & meant;
        var text = "";
        foreach (var each in Highest(register.Fields))
        {
            if ((each.Mask & ~meant) != 0)
                continue;
            rest &= ~each.Mask;
            if (Field(each, (value & each.Mask) >> each.Shift) is { } word)
                text = text.Length == 0 ? word : $"{text} | {word}";
        }
        var number = $"0x{rest >> shift:x2}";
        return text.Length == 0 ? register.Fields.Count > 0 && rest == 0 ? "0" : number
            : rest == 0 ? text : $"{text} | {number}";
    }

    private static IEnumerable<FieldInfo> Highest(IReadOnlyList<FieldInfo> fields) => fields.OrderByDescending(each => each.Shift);

    /// <summary>A field in words; null for a bit that is not set.</summary>
    private static string? Field(FieldInfo each, ulong value)
    {
        foreach (var (name, meaning) in each.Values)
            if (meaning == value)
                return $"{each.Name} {name}";
        if (each.Width == 1)
            return value == 0 ? null : each.Name;
        return value < 10 ? $"{each.Name} {value}" : $"{each.Name} 0x{value:x}";
    }
}
