using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Vpio.Tests.Documentation;

/// <summary>Holds docs/exporting.md to what the verbs do.</summary>
public partial class ExportingTests
{
    private static readonly string Page = File.ReadAllText(RepositoryFiles.PathOf("docs", "exporting.md")).ReplaceLineEndings("\n");

    [Fact]
    public void EveryCommandPrintsWhatThePageShows()
    {
        Directory.CreateDirectory(RepositoryFiles.PathOf("artifacts")); // where a page is written; not under version control
        ConsoleText.AssertSame("docs/exporting.md", Page, Console().Replace(Page, block => $"```console\n{ConsoleText.Rerun(block.Groups[1].Value)}```\n"));
    }

    [Fact]
    public void EveryKeyOfTheModelIsListed()
    {
        var listed = Code().Matches(Page).Select(match => match.Groups[1].Value.Replace("[]", "", StringComparison.Ordinal)).ToHashSet();

        Assert.All(Keys(CommandLine.RunJson("export", "models/ne2k.yaml", "--format", "json")).Distinct(), key => Assert.Contains(key, listed));
    }

    private static IEnumerable<string> Keys(JsonNode? node) => node switch
    {
        // The names of a field's values are the model's.
        JsonObject mapping => mapping.SelectMany(each => each.Key == "values" ? [each.Key] : Keys(each.Value).Prepend(each.Key)),
        JsonArray list => list.SelectMany(Keys),
        _ => [],
    };

    [GeneratedRegex("```console\n(.*?)```\n", RegexOptions.Singleline)]
    private static partial Regex Console();

    [GeneratedRegex("`([A-Za-z[\\]]+)`")]
    private static partial Regex Code();
}
