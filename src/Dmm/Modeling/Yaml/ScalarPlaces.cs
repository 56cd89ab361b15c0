using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Dmm.Modeling.Yaml;

/// <summary>Where the characters of a scalar stand in the file, through quotes, escapes, blocks and folded lines.</summary>
/// <remarks>
/// YAML only changes white space (indentation, folded line breaks) and escapes. So the n-th other character of the value is
/// the n-th other character of the source, once an escape counts as what it stands for. Found out only when it is asked for.
/// </remarks>
internal sealed class ScalarPlaces
{
    private readonly SourceText source;
    private readonly string value;
    private readonly ScalarStyle style;
    private readonly int start;
    private readonly int end;

    private ScalarPlaces(SourceText source, Scalar scalar)
    {
        this.source = source;
        value = scalar.Value;
        style = scalar.Style;
        var begin = source.IndexOf(scalar.Start.Line, scalar.Start.Column);
        var quotes = style is ScalarStyle.SingleQuoted or ScalarStyle.DoubleQuoted ? 1 : 0;
        end = source.IndexOf(scalar.End.Line, scalar.End.Column) - quotes;
        start = style is ScalarStyle.Literal or ScalarStyle.Folded ? source.NextLine(begin) : begin + quotes;
        if (start < 0)
            start = end;
    }

    /// <summary>The places of a scalar's characters.</summary>
    public static Func<int, Location> Of(SourceText source, Scalar scalar)
    {
        var places = new ScalarPlaces(source, scalar);
        return places.IsVerbatim ? offset => source.At(places.start + offset) : places.At;
    }

    private bool IsVerbatim => end - start == value.Length && source.At(start).Line == source.At(end).Line;

    /// <summary>The place of a character; for white space, the place after the character before it.</summary>
    private Location At(int offset)
    {
        var before = value.AsSpan(0, Math.Min(offset, value.Length)).ToString().Count(c => !char.IsWhiteSpace(c));
        var isCharacter = offset < value.Length && !char.IsWhiteSpace(value[offset]);
        var (count, behind) = (0, start);
        for (var index = start; index < end && (isCharacter || count < before);)
        {
            var (length, characters) = Unit(index);
            if (characters > 0 && count + characters > before)
                return source.At(index);
            count += characters;
            index += length;
            if (characters > 0)
                behind = index;
        }
        return source.At(behind);
    }

    /// <summary>One character of the source or one escape: its length, and how many characters of the value it is, white space not counted.</summary>
    private (int Length, int Characters) Unit(int index)
    {
        var text = source.Text;
        if (style == ScalarStyle.SingleQuoted && text[index] == '\'')
            return (2, 1);
        if (style != ScalarStyle.DoubleQuoted || text[index] != '\\' || index + 1 >= end)
            return (1, char.IsWhiteSpace(text[index]) ? 0 : 1);
        var digits = text[index + 1] switch { 'x' => 2, 'u' => 4, 'U' => 8, _ => 0 };
        if (digits == 0)
            return (2, text[index + 1] is 't' or '\t' or 'n' or 'v' or 'f' or 'r' or ' ' or 'N' or '_' or 'L' or 'P' or '\r' or '\n' ? 0 : 1);
        var code = int.TryParse(text.AsSpan(index + 2, Math.Min(digits, end - index - 2)), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number) ? number : 0;
        return (2 + digits, code > char.MaxValue ? 2 : char.IsWhiteSpace((char)code) ? 0 : 1);
    }
}
