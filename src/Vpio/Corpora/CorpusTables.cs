using System.Text.Json.Nodes;
using Parquet.Serialization;
using Vpio.Input;
using Vpio.Outcomes;

namespace Vpio.Corpora;

/// <summary>Two Parquet files of a corpus: <c>recordings.parquet</c>, a row each, and <c>findings.parquet</c>, a row for each denial and each hole; docs/corpora.md lists the columns.</summary>
internal sealed class CorpusTables
{
    private readonly string folder;
    private readonly List<RecordingRow> recordings = [];
    private readonly List<FindingRow> findings = [];

    /// <summary>Makes the folder, before the work, which may be long.</summary>
    public CorpusTables(string folder)
    {
        this.folder = folder;
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new InputException($"the folder '{folder}' cannot be made: {FileFault.OfWriting(fault, folder)}");
        }
    }

    public void Add(CorpusRow row, JsonObject line)
    {
        recordings.Add(RecordingRow.Of(row, line));
        foreach (var denied in line["denied"] as JsonArray ?? [])
            findings.Add(FindingRow.OfDenial(row.Recording, denied!.AsObject()));
        foreach (var hole in line["holes"] as JsonArray ?? [])
            findings.Add(FindingRow.OfHole(row.Recording, hole!.AsObject()));
    }

    public void Write()
    {
        Write("recordings.parquet", recordings);
        Write("findings.parquet", findings);
    }

    private void Write<T>(string name, IReadOnlyList<T> rows)
    {
        using var bytes = new MemoryStream();
        ParquetSerializer.SerializeAsync(rows, bytes).GetAwaiter().GetResult();
        Output.OutputFile.Write(Path.Combine(folder, name), bytes.ToArray(), force: true);
    }
}
