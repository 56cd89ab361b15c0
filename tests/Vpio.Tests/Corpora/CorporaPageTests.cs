using System.Text.RegularExpressions;
using DuckDB.NET.Data;
using Vpio.Tests.Documentation;

namespace Vpio.Tests.Corpora;

/// <summary>Holds docs/corpora.md to what the verbs do, and asks its questions.</summary>
public sealed partial class CorporaPageTests : IDisposable
{
    private static readonly string Page = File.ReadAllText(RepositoryFiles.PathOf("docs", "corpora.md")).ReplaceLineEndings("\n");

    private readonly Results results = new();

    public CorporaPageTests() =>
        CommandLine.Run("replay", "models/ne2k.yaml", "traces/*boot*", "traces/e1000-ipxe.vpt.gz", "--variant", "qemu", "--parquet", results.Folder);

    [Fact]
    public void EveryCommandPrintsWhatThePageShows() =>
        ConsoleText.AssertSame("docs/corpora.md", Page, Block().Replace(Page, block => $"```console\n{ConsoleText.Rerun(block.Groups[1].Value)}```\n"));

    [Fact]
    public void EveryQuestionOfThePageIsAnswered()
    {
        var questions = Question().Matches(Page).Select(match => match.Groups[1].Value).ToList();

        Assert.Equal(5, questions.Count);
        Assert.All(questions[..4], question => Assert.NotEmpty(Ask(question)));
        Assert.Empty(Ask(questions[4])); // none of these files is there twice
    }

    [Theory]
    [InlineData("recordings")]
    [InlineData("findings")]
    public void EveryColumnIsListed(string file)
    {
        var table = Page[Page.IndexOf($"| `{file}.parquet`", StringComparison.Ordinal)..];
        var listed = Name().Matches(table[..table.IndexOf("\n\n", StringComparison.Ordinal)]).Select(match => match.Groups[1].Value).Where(name => name != file + ".parquet");

        Assert.All(Ask($"DESCRIBE SELECT * FROM '{file}.parquet'").Select(row => row.Split('|')[0]), column => Assert.Contains($"`{column}`", table, StringComparison.Ordinal));
        Assert.NotEmpty(listed);
    }

    [Fact]
    public void ARowIsWhatTheLineSays() =>
        Assert.Equal(["clean|1287|1079|0|null"], Ask("SELECT verdict, accesses, hooked, denied, why FROM 'recordings.parquet' WHERE recording = 'traces/ne2k_pci-boot.qemu.log.gz'"));

    [Fact]
    public void DenialsBeyondTheFirstThousandAreCounted() => Assert.Equal(["1000|21643"], Ask(
        "SELECT count(*), any_value(denied) FROM 'findings.parquet' JOIN 'recordings.parquet' USING (recording) WHERE kind = 'denied'"));

    public void Dispose() => results.Dispose();

    private List<string> Ask(string question)
    {
        using var connection = new DuckDBConnection("DataSource=:memory:");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = question.Replace("'recordings.", $"'{results.Folder}/recordings.", StringComparison.Ordinal).Replace("'findings.", $"'{results.Folder}/findings.", StringComparison.Ordinal);
        using var reader = command.ExecuteReader();
        List<string> rows = [];
        while (reader.Read())
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? "null" : reader.GetValue(i).ToString())));
        return rows;
    }

    [GeneratedRegex("```console\n(.*?)```\n", RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex("```sql\n(.*?)```\n", RegexOptions.Singleline)]
    private static partial Regex Question();

    [GeneratedRegex("`([a-z0-9_.]+)`")]
    private static partial Regex Name();
}
