using Spectre.Console;

namespace Vpio.Output;

/// <summary>A table: drawn on a terminal, aligned columns when the output goes elsewhere.</summary>
internal sealed class TextTable(params string[] headings)
{
    private readonly List<string[]> rows = [];

    /// <summary>Columns whose cells are numbers and stand to the right, by index.</summary>
    public HashSet<int> Right { get; init; } = [];

    /// <summary>Adds a row of as many cells as there are headings.</summary>
    public void Add(params string[] cells) => rows.Add(cells);

    /// <summary>Prints the table.</summary>
    public void Print()
    {
        if (Console.IsOutputRedirected)
            PrintPlain(Console.Out);
        else
            PrintDrawn();
    }

    private void PrintPlain(TextWriter writer)
    {
        var widths = headings.Select((heading, i) => Math.Max(heading.Length, rows.Count == 0 ? 0 : rows.Max(row => row[i].Length))).ToArray();
        foreach (var row in rows.Prepend(headings))
        {
            var cells = row.Select((cell, i) => Right.Contains(i) ? cell.PadLeft(widths[i]) : cell.PadRight(widths[i]));
            writer.WriteLine($"  {string.Join("  ", cells)}".TrimEnd());
        }
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
