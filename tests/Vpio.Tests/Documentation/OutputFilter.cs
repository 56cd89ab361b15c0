using System.Globalization;
using System.Text.RegularExpressions;

namespace Vpio.Tests.Documentation;

/// <summary>What stands behind a <c>|</c> on a page, so that it shows the lines that it speaks of: <c>grep WORD</c>, <c>grep -A1 WORD</c> with the line after, or <c>head -LINES</c>.</summary>
internal static class OutputFilter
{
    /// <summary>What is left of an output.</summary>
    /// <param name="filter">The filter; null for none.</param>
    /// <param name="output">Lines, each with its end.</param>
    public static string Through(string? filter, string output)
    {
        var lines = output.Split('\n')[..^1];
        return filter?.Split(' ') switch
        {
            null => output,
            ["grep", var word] => Joined(lines.Where(line => Regex.IsMatch(line, word))),
            ["grep", "-A1", var word] => Joined(lines.Where((line, at) => lines[Math.Max(at - 1, 0)..(at + 1)].Any(each => Regex.IsMatch(each, word)))),
            ["head", var count] => Joined(lines.Take(-int.Parse(count, CultureInfo.InvariantCulture))),
            _ => throw new ArgumentException($"'{filter}' is not known here"),
        };
    }

    private static string Joined(IEnumerable<string> lines) => string.Concat(lines.Select(line => line + "\n"));
}
