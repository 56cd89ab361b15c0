using YamlDotNet.Core;

namespace Dmm.Modeling.Yaml;

/// <summary>Words for mistakes of syntax that tell an author more than the parser's own.</summary>
/// <remarks>The parser has no codes, so they are distinguished by a piece of its message; an unknown one is shown as it is.</remarks>
internal static class SyntaxWords
{
    private const string Quotes = "put the whole text into quotes";
    private const string Backslash = "write \\\\ for a backslash, or use single quotes";

    /// <summary>Reports the mistake at the parser's place, or after what was read last when it gives none.</summary>
    public static void Report(Parsing parsing, YamlException? fault, Report report)
    {
        var index = fault is { Start.Line: > 0 } ? parsing.IndexOf(IsAtEnd(fault.Message) ? fault.End : fault.Start)
            : parsing.Last is { } last ? parsing.IndexOf(last.End) : 0;
        var (message, cure) = fault is null ? ("the text cannot be read from here on", "compare brackets, quotes and indentation with the lines above") : Explain(parsing.Source, index, fault.Message);
        report.Error(DiagnosticCodes.NotYaml, parsing.Source.At(index), YamlPath.Root, message, cure);
    }

    // These begin at the quote and end at the escape.
    private static bool IsAtEnd(string message) => Has(message, "escape") || Has(message, "hexadecimal") || Has(message, "Unicode");

    private static (string Message, string Cure) Explain(SourceText source, int index, string said)
    {
        var character = index < source.Text.Length ? source.Text[index] : ' ';
        if (Has(said, "multiline plain scalar"))
            return ("a text of several lines cannot be a key", "is ':' missing in the line above?");
        if (Has(said, "invalid mapping"))
            return IsFirstColon(source, index)
                ? ("this line stands deeper than the one above, whose value is complete", "give both the same indentation")
                : ("a second ': ' stands in one value", Quotes);
        if (Has(said, "expected key") || Has(said, "'-' indicator"))
            return ExplainLine(source, index);
        if (Has(said, "',' or"))
            return ("',' or a closing bracket is missing before this", "inside brackets a text with any of [ ] { } , stands in quotes");
        if (Has(said, "cannot start any token") || Has(said, "anchor or alias"))
            return ($"a value cannot begin with '{character}'", Quotes);
        if (Has(said, "Block sequence entries are not allowed"))
            return ("a list with '-' cannot begin in the line of its key", "begin it in the next line, or write [a, b]");
        if (Has(said, "expected node content"))
            return ("a value is missing before this", "is there a comma or a bracket too many?");
        if (Has(said, "unknown escape"))
            return ("double quotes know no such escape", Backslash);
        if (IsAtEnd(said))
            return ("\\x wants 2, \\u 4 and \\U 8 hexadecimal digits from here on", Backslash);
        return ($"not YAML: {Plain(said)}", "compare brackets, quotes and indentation with the lines above");
    }

    private static (string Message, string Cure) ExplainLine(SourceText source, int index)
    {
        var start = source.StartOfLine(index);
        if (source.FirstInLine(start) != index)
            return ("something stands behind a value that is complete", $"take it away, or {Quotes}");
        var line = source.Text.AsSpan(index, source.EndOfLine(index) - index).TrimEnd(' ');
        return line.EndsWith(":") || line.Contains(": ", StringComparison.Ordinal) || line.StartsWith("- ")
            ? ("the indentation of this line is that of no line it could belong to", "give it the indentation of its neighbours: a key among keys, '-' among '-'")
            : ("this line is neither a key with ':' nor part of a text", "is ':' missing?");
    }

    private static bool IsFirstColon(SourceText source, int index)
    {
        var start = source.StartOfLine(index);
        return !source.Text.AsSpan(start, index - start).Contains(": ", StringComparison.Ordinal);
    }

    private static bool Has(string said, string piece) => said.Contains(piece, StringComparison.Ordinal);

    private static string Plain(string said)
    {
        var plain = said.TrimEnd('.');
        return plain.Length == 0 ? plain : char.ToLowerInvariant(plain[0]) + plain[1..];
    }
}
