using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Vpio.Tests.Documentation;

/// <summary>Holds docs/mux-json.md to what <c>vpio mux --json</c> prints.</summary>
public partial class MuxJsonTests
{
    private static readonly string Page = File.ReadAllText(RepositoryFiles.PathOf("docs", "mux-json.md")).ReplaceLineEndings("\n");

    /// <summary>The types of the page's table by key.</summary>
    private static readonly Dictionary<string, string> Types = Row().Matches(Page).ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Value);

    private static readonly Lazy<JsonObject> Default = new(() => CommandLine.RunJson("mux", "--json"));

    private static readonly Lazy<JsonObject> Escape = new(() => CommandLine.RunJson("mux", "scenarios/escape.yaml", "--json"));

    [Fact]
    public void EveryKeyOfACleanRunIsListedWithItsType() => AssertListed(Default.Value);

    [Fact]
    public void EveryKeyOfARunWithIncidentsIsListedWithItsType() => AssertListed(Escape.Value);

    [Fact]
    public void EveryListedKeyIsPrinted() => Assert.Equal(
        Types.Keys.Order(), new[] { Default.Value, Escape.Value }.SelectMany(json => JsonKeys.Leaves(json)).Select(leaf => leaf.Key).Distinct().Order());

    [Theory]
    [InlineData(0, "scenarios/weights.yaml")]
    [InlineData(1, "scenarios/escape.yaml")]
    [InlineData(2, "LICENSE")]
    public void TheExitStatusIsTheListedOne(int status, string scenario)
    {
        Assert.Equal(status, CommandLine.RunOnPage("mux", scenario, "--json").Status);
        Assert.Contains($"\n| {status} | ", Page, StringComparison.Ordinal);
    }

    private static void AssertListed(JsonObject json) => Assert.All(JsonKeys.Leaves(json), leaf =>
    {
        Assert.True(Types.TryGetValue(leaf.Key, out var types), $"'{leaf.Key}' is not on the page");
        Assert.Contains(JsonKeys.TypeOf(leaf.Value), types!.Split(" or "));
    });

    [GeneratedRegex(@"^\| `([^`]+)` \| ([a-z ]+) \| ", RegexOptions.Multiline)]
    private static partial Regex Row();
}
