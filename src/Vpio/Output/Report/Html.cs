using System.Globalization;
using System.Net;
using System.Text;

namespace Vpio.Output.Report;

/// <summary>Writes HTML. What comes from models and recordings goes through <see cref="Text"/>, wherever it stands.</summary>
internal sealed class Html
{
    private readonly StringBuilder text = new();

    /// <summary>Text in which nothing means anything to a browser, also not inside quotes.</summary>
    public static string Text(string text) => WebUtility.HtmlEncode(string.Concat(text.Select(each => char.IsControl(each) || char.GetUnicodeCategory(each) == UnicodeCategory.Format ? ' ' : each)));

    /// <summary>Adds a line of markup.</summary>
    public void Line(string markup) => text.Append(markup).Append('\n');

    /// <summary>Adds a table; cells are markup, headings text.</summary>
    /// <param name="caption">What the table shows.</param>
    /// <param name="headings">Headings; one that begins with # is of numbers, one with ~ of words that may go on in a new line.</param>
    /// <param name="rows">Rows.</param>
    public void Table(string caption, IReadOnlyList<string> headings, IEnumerable<IReadOnlyList<string>> rows)
    {
        Line($"<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"{Text(caption)}\"><table><caption class=\"dim\">{Text(caption)}</caption><thead><tr>");
        Line(string.Concat(headings.Select(heading => $"<th scope=\"col\"{Class(heading)}>{Text(heading.TrimStart('#', '~'))}</th>")));
        Line("</tr></thead><tbody>");
        foreach (var row in rows)
            Line($"<tr>{string.Concat(row.Select((cell, i) => $"<td{Class(headings[i])}>{cell}</td>"))}</tr>");
        Line("</tbody></table></div>");
    }

    public override string ToString() => text.ToString();

    private static string Class(string heading) => heading.StartsWith('#') ? " class=\"number\"" : heading.StartsWith('~') ? " class=\"words\"" : "";
}
