using System.Text.Json.Nodes;
using Vpio.Input;
using Vpio.Output;

namespace Vpio.Corpora;

/// <summary>Takes the lines of a corpus one by one, and gives them out as lines of JSON, as a table, and as Parquet.</summary>
/// <remarks>Lines of JSON go out as they come; of a line only figures are kept, for the table.</remarks>
/// <param name="isJson">Whether lines of JSON are wanted.</param>
/// <param name="tables">The Parquet files that are wanted too; null for none.</param>
internal sealed class CorpusOutput(bool isJson, CorpusTables? tables)
{
    private readonly List<CorpusRow> rows = [];
    private readonly CorpusTotals totals = new();

    /// <summary>Takes the line of a recording.</summary>
    public void Add(JsonObject line)
    {
        var row = CorpusRow.Of(line)!;
        totals.Add(row);
        tables?.Add(row, line);
        if (isJson)
            Console.Out.WriteLine(JsonText.Compact(line));
        else
            rows.Add(row);
    }

    /// <summary>All recordings have come.</summary>
    /// <returns>What the verb ends with.</returns>
    public int End(Shard shard)
    {
        tables?.Write();
        if (isJson)
            Console.Out.WriteLine(JsonText.Compact(totals.Json(shard)));
        else
            CorpusText.Print(rows, totals);
        return totals.Status;
    }
}
