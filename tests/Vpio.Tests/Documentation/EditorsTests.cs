using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Vpio.Tests.Documentation;

/// <summary>Holds the settings in docs/editors.md to what the tool prints.</summary>
public partial class EditorsTests
{
    private static readonly string Page = File.ReadAllText(RepositoryFiles.PathOf("docs", "editors.md")).ReplaceLineEndings("\n");

    private static readonly List<JsonNode> Settings = [.. Json().Matches(Page).Select(block => JsonNode.Parse(block.Groups[1].Value)!)];

    private static readonly string[] Model = ["tests/Dmm.Tests/Modeling/Broken/register-forgotten.yaml", "tests/Dmm.Tests/Modeling/Broken/unknown-key.yaml"];

    [Fact]
    public void TheProblemMatcherTakesEveryDiagnosticApart()
    {
        var pattern = Settings[1]["tasks"]![0]!["problemMatcher"]!["pattern"]!;
        var regex = new Regex((string)pattern["regexp"]!);
        var lines = CommandLine.RunOnPage(["check", .. Model]).Output.ReplaceLineEndings("\n").Split('\n').Select(line => regex.Match(line)).Where(match => match.Success);
        var taken = lines.Select(match => string.Join('|', new[] { "file", "line", "column", "severity", "code", "message" }.Select(part => match.Groups[(int)pattern[part]!].Value)));
        var listed = List().Select(each => $"{each["file"]}|{each["line"]}|{each["column"]}|{each["severity"]}|{each["code"]}|{each["message"]} ({each["path"]})");
        Assert.Equal(listed, taken);
    }

    [Fact]
    public void TheKeysOfAnObjectAreAsListed()
    {
        var listed = Code().Matches(Page[Page.IndexOf("a list of objects with", StringComparison.Ordinal)..]).Select(match => match.Groups[1].Value);
        Assert.All(List(), each => Assert.Equal(each.Select(key => key.Key), listed));
    }

    [Fact]
    public void TheFirstLineOfAModelIsAsShown() =>
        Assert.Contains("\n    " + File.ReadLines(RepositoryFiles.PathOf("models", "ne2k.yaml")).First() + "\n", Page, StringComparison.Ordinal);

    [Fact]
    public void TheSchemaIsWhereTheSettingsSay() =>
        Assert.All(Settings[0]["yaml.schemas"]!.AsObject(), entry => Assert.True(File.Exists(RepositoryFiles.PathOf(entry.Key))));

    [Fact]
    public void TheOptionsAreThoseOfTheVerb()
    {
        var help = CommandLine.RunOnPage("check", "--help").Output;
        Assert.All(Option().Matches(Page).Select(match => match.Value), option => Assert.Contains(option, help, StringComparison.Ordinal));
    }

    private static IEnumerable<JsonObject> List() => JsonNode.Parse(CommandLine.RunOnPage(["check", "--json", .. Model]).Output)!.AsArray().Select(each => each!.AsObject());

    [GeneratedRegex("```json\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Json();

    [GeneratedRegex("`([a-z]+)`")]
    private static partial Regex Code();

    [GeneratedRegex("--[a-z]+")]
    private static partial Regex Option();
}
