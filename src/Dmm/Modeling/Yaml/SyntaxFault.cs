using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Dmm.Modeling.Yaml;

/// <summary>Says where and what a mistake of syntax is, which the parser reports at the wrong place, at none, or in its own words.</summary>
internal static class SyntaxFault
{
    /// <summary>Reports what went wrong when the parser threw.</summary>
    public static void Report(Parsing parsing, Exception fault, Report report)
    {
        if (!ReportTab(parsing, fault, report) && !ReportQuote(parsing, fault, report) && !ReportBracket(parsing, report))
            SyntaxWords.Report(parsing, fault as YamlException, report);
    }

    // The parser gives the place of the line before, or 1:1.
    private static bool ReportTab(Parsing parsing, Exception fault, Report report)
    {
        if (fault is not YamlException || !fault.Message.Contains("tab", StringComparison.Ordinal))
            return false;
        var source = parsing.Source;
        var tabs = new List<int>();
        for (var line = source.StartOfLine(LastIndex(parsing)); line >= 0; line = source.NextLine(line))
            if (source.FirstInLine(line) is var first && first < source.Text.Length && source.Text[first] == '\t' && !source.IsBlankFrom(first))
                tabs.Add(first);
        if (tabs.Count == 0)
            return false;
        report.Error(DiagnosticCodes.Tab, source.At(tabs[0]), YamlPath.Root,
            tabs.Count == 1 ? "a tab indents this line" : $"a tab indents this line, and {tabs.Count - 1} of the lines below",
            "YAML wants spaces; two for each level");
        return true;
    }

    private static bool ReportQuote(Parsing parsing, Exception fault, Report report)
    {
        if (fault is not YamlException { Start: var start })
            return false;
        var source = parsing.Source;
        var index = parsing.IndexOf(start);
        var isOpen = fault.Message.Contains("end of stream", StringComparison.Ordinal) || fault.Message.Contains("wrong indentation", StringComparison.Ordinal)
            || fault.Message.Contains("document indicator", StringComparison.Ordinal);
        if (isOpen && index < source.Text.Length && source.Text[index] is '"' or '\'')
        {
            report.Error(DiagnosticCodes.Unclosed, source.At(index), YamlPath.Root, $"this quote ({source.Text[index]}) is never closed", "close it, or take it away");
            return true;
        }
        if (parsing.Last is not Scalar { Style: ScalarStyle.SingleQuoted or ScalarStyle.DoubleQuoted } quoted || quoted.End.Line != start.Line)
            return false;
        var opening = parsing.IndexOf(quoted.Start);
        if (quoted.Start.Line == quoted.End.Line && !Follows(source.Text, parsing.IndexOf(quoted.End), index))
            return false;
        if (quoted.Start.Line < quoted.End.Line)
            report.Error(DiagnosticCodes.Unclosed, source.At(opening), YamlPath.Root, $"this quote ({source.Text[opening]}) is closed only by the one in line {quoted.End.Line}, with text behind it", "close it in its own line");
        else
            report.Error(DiagnosticCodes.NotYaml, source.At(index), YamlPath.Root, "text stands behind a closing quote",
                source.Text[opening] == '\'' ? "quote the whole value; an apostrophe inside single quotes is written twice" : "quote the whole value; a quote inside double quotes is written \\\"");
        return true;
    }

    private static bool Follows(string text, int from, int index) => from <= index && text.AsSpan(from, index - from).Trim(' ').IsEmpty;

    private static bool ReportBracket(Parsing parsing, Report report)
    {
        var source = parsing.Source;
        // After a key the parser may throw before it gives out the bracket that follows.
        var from = parsing.OutermostBracket is { } bracket ? parsing.IndexOf(bracket.Start) : FirstValue(source, LastIndex(parsing));
        if (from >= source.Text.Length || source.Text[from] is not ('[' or '{') || BracketScan.FindUnclosed(source, from, parsing.IsBracketRoot) is not { } open)
            return false;
        var isQuote = source.Text[open] is '"' or '\'';
        report.Error(DiagnosticCodes.Unclosed, source.At(open), YamlPath.Root, $"this {(isQuote ? "quote" : "bracket")} ({source.Text[open]}) is never closed",
            isQuote ? "close it, or take it away" : "close it, or put the text into quotes if the bracket is part of it");
        return true;
    }

    private static int FirstValue(SourceText source, int index)
    {
        while (index < source.Text.Length && (char.IsWhiteSpace(source.Text[index]) || source.Text[index] is ':' or '-' or '?' or '#' or ',' or ']' or '}'))
            index = source.Text[index] == '#' ? source.EndOfLine(index) : index + 1;
        return index;
    }

    private static int LastIndex(Parsing parsing) => parsing.Last is null ? 0 : parsing.IndexOf(parsing.Last.End);
}
