using Spectre.Console;

namespace Vpio.Output;

/// <summary>A table: drawn on a terminal, aligned columns when the output goes elsewhere; where it is too wide, texts stand below their rows.</summary>
internal sealed class TextTable(params string[] headings)
{
    private const int BelowAt = 6, FurtherIn = 2, LeastFirst = 16;

    private readonly List<string[]> rows = [];
    private string gap = "  ";

    /// <summary>Columns whose cells are numbers and stand to the right, by index.</summary>
    public HashSet<int> Right { get; init; } = [];

    /// <summary>Adds a row of as many cells as there are headings.</summary>
    public void Add(params string[] cells) => rows.Add(cells);

    /// <summary>Prints the table.</summary>
    public void Print()
    {
        var all = Enumerable.Range(0, headings.Length).ToList();
        if (!Console.IsOutputRedirected && all.Sum(i => WidthOf(i, isStacked: false) + 3) + 1 <= FoldedText.Width)
            PrintDrawn();
        else if (Fits(all, isStacked: false))
            PrintPlain(all, isStacked: false);
        else
            PrintPlain(Shown(all), isStacked: true);
    }

    /// <summary>The columns that fit side by side: texts give way, the last first; then the space between columns does.</summary>
    private List<int> Shown(List<int> columns)
    {
        var shown = columns.ToList();
        for (var i = headings.Length - 1; i > 0 && !Fits(shown, isStacked: true); i--)
            if (!Right.Contains(i))
                shown.Remove(i);
        if (!Fits(shown, isStacked: true))
            gap = " ";
        return shown;
    }

    private bool Fits(List<int> columns, bool isStacked) => columns.Sum(i => gap.Length + WidthOf(i, isStacked)) <= FoldedText.Width;

    /// <summary>The width of a column; a heading of several words can stand on several lines.</summary>
    private int WidthOf(int column, bool isStacked) =>
        Math.Max(isStacked ? headings[column].Split(' ').Max(word => word.Length) : headings[column].Length, rows.Count == 0 ? 0 : rows.Max(row => row[column].Length));

    private void PrintPlain(List<int> columns, bool isStacked)
    {
        var widths = columns.Select(i => WidthOf(i, isStacked)).ToArray();
        widths[0] = Math.Min(widths[0], Math.Max(LeastFirst, FoldedText.Width - widths.Skip(1).Sum() - gap.Length * widths.Length));
        foreach (var line in isStacked ? Stacked(columns, widths) : [[.. columns.Select(i => headings[i])]])
            PrintRow(columns, widths, line);
        foreach (var row in rows)
        {
            var first = FoldedText.Fold(row[columns[0]], FurtherIn, widths[0]).ToList();
            PrintRow(columns, widths, [first[0], .. columns.Skip(1).Select(i => row[i])]);
            foreach (var more in first.Skip(1))
                Console.Out.WriteLine(gap + more);
            PrintBelow(columns, row);
        }
    }

    private void PrintBelow(List<int> columns, string[] row)
    {
        var below = Enumerable.Range(0, headings.Length).Except(columns).Where(i => row[i].Length > 0).Select(i => headings[i].Length > 0 ? $"{headings[i]}: {row[i]}" : row[i]);
        if (string.Join("; ", below) is { Length: > 0 } text)
            FoldedText.WriteLine(new string(' ', BelowAt) + text, BelowAt + FurtherIn);
    }

    private void PrintRow(List<int> columns, int[] widths, string[] cells) =>
        Console.Out.WriteLine(string.Concat(cells.Select((cell, at) => gap + (Right.Contains(columns[at]) ? cell.PadLeft(widths[at]) : cell.PadRight(widths[at])))).TrimEnd());

    /// <summary>The headings on as few lines as they need, the last words at the bottom.</summary>
    private List<string[]> Stacked(List<int> columns, int[] widths)
    {
        var stacks = columns.Select((i, at) => FoldedText.Fold(headings[i], 0, widths[at]).ToArray()).ToList();
        var height = stacks.Max(stack => stack.Length);
        return [.. Enumerable.Range(0, height).Select(line => stacks.Select(stack => line - (height - stack.Length) is var from and >= 0 ? stack[from] : "").ToArray())];
    }

    private void PrintDrawn()
    {
        var table = new Table().Border(TableBorder.Rounded);
        for (var i = 0; i < headings.Length; i++)
            table.AddColumn(new TableColumn(Markup.Escape(headings[i])) { Alignment = Right.Contains(i) ? Justify.Right : Justify.Left });
        foreach (var row in rows)
            table.AddRow([.. row.Select(Markup.Escape)]);
        AnsiConsole.Write(table);
    }
}
