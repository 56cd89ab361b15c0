using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Vpio.Tests.Documentation;

/// <summary>Holds docs/authoring.md, docs/coverage.md, docs/evidence.md and the commands of docs/editors.md to what the verbs do.</summary>
public partial class AuthoringTests
{
    private const string Model = "tests/Vpio.Tests/Golden/sender.yaml";
    private const string Recording = "tests/Vpio.Tests/Golden/sender.qemu.log";
    private static readonly string Page = Text("docs/authoring.md");

    [Theory]
    [InlineData("docs/authoring.md")]
    [InlineData("docs/coverage.md")]
    [InlineData("docs/evidence.md")]
    [InlineData("docs/editors.md")]
    public void EveryCommandPrintsWhatThePageShows(string name)
    {
        var page = Text(name);

        ConsoleText.AssertSame(name, page, Console().Replace(page, block => $"```console\n{ConsoleText.Rerun(block.Groups[1].Value)}```\n"));
    }

    [Fact]
    public void ThePageHasCommands() => Assert.True(Page.Split("\n$ vpio ").Length > 8);

    [Fact]
    public void WhatIsDrawnIsWhatIsPrinted() =>
        Assert.Contains(Mermaid().Match(Page).Groups[1].Value, Console().Matches(Page).Select(block => block.Groups[1].Value.Split('\n', 2)[1]));

    [Fact]
    public void EveryKeyOfDecodeIsListedWithItsTypeAndPrinted()
    {
        var listed = Row().Matches(Section("decode")).ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Value);
        var printed = Lines().SelectMany(line => JsonKeys.Leaves(line)).Where(leaf => leaf.Key.Length > 0).ToList();

        Assert.All(printed, leaf => Assert.Equal(listed.GetValueOrDefault(leaf.Key, $"'{leaf.Key}' is not on the page"), JsonKeys.TypeOf(leaf.Value)));
        Assert.Equal(listed.Keys.Order(StringComparer.Ordinal), printed.Select(leaf => leaf.Key).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void EveryKindOfLineThatIsPrintedIsListed() =>
        Assert.All(Lines().Select(line => (string)line["kind"]!).Distinct(), kind => Assert.Contains($"`{kind}`", Section("decode"), StringComparison.Ordinal));

    [Fact]
    public void EveryKeyOfExplainIsListedAndPrinted()
    {
        var listed = AnyRow().Matches(Section("explain")).SelectMany(match => match.Groups[1].Value.Split("`, `")).ToHashSet();
        var printed = new[] { "55", "96" }.SelectMany(number => CommandLine.RunJson("explain", Model, Recording, "--at", number, "--json")
            .SelectMany(each => each.Key is "machines" or "registers" or "variables" or "sets" ? [$"{each.Key}.{(each.Key == "machines" ? "MACHINE" : "NAME")}"]
                : new[] { each.Value is JsonArray ? $"{each.Key}[]" : each.Key }));

        Assert.Equal(listed.Where(key => key != "key").Order(StringComparer.Ordinal), printed.Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void EveryKeyOfCoverageIsListed()
    {
        var coverage = Text("docs/coverage.md");
        Assert.All(JsonKeys.Leaves(CommandLine.RunJson("coverage", Model, Recording, "--json")).Select(leaf => leaf.Key).Distinct(),
            key => Assert.Contains($"`{(key.StartsWith("summary.", StringComparison.Ordinal) ? "summary.KIND" : key)}`", coverage, StringComparison.Ordinal));
    }

    private static List<JsonObject> Lines() =>
        [.. CommandLine.RunOnPage("decode", Model, Recording, "--json").Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonNode.Parse(line)!.AsObject())];

    private static string Text(string page) => File.ReadAllText(RepositoryFiles.PathOf(page)).ReplaceLineEndings("\n");

    private static string Section(string verb) => Page.Split("\n## ").Single(section => section.StartsWith($"`vpio {verb}`", StringComparison.Ordinal));

    [GeneratedRegex("```console\n(.*?)```\n", RegexOptions.Singleline)]
    private static partial Regex Console();

    [GeneratedRegex("```mermaid\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Mermaid();

    [GeneratedRegex(@"^\| `([A-Za-z0-9[\].]+)` \| (text|integer|boolean) \| ", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex(@"^\| `([^|]+)` \| [a-z ]+ \| ", RegexOptions.Multiline)]
    private static partial Regex AnyRow();
}
