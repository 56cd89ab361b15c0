using System.Text.Json.Nodes;

namespace Vpio.Tests;

/// <summary>What the SARIF 2.1.0 schema requires of a log, and what editors and code hosts need of it.</summary>
public class SarifTests
{
    private const string Folder = "tests/Dmm.Tests/Modeling/Broken";

    private static readonly string[] Files = [$"{Folder}/unknown-key.yaml", $"{Folder}/register-forgotten.yaml", $"{Folder}/no-way-out.yaml", $"{Folder}/not-utf-8.yaml"];

    private static readonly string[] Levels = ["none", "note", "warning", "error"];

    private static readonly JsonObject Log = CommandLine.RunJson(["check", "--sarif", .. Files]);

    private static readonly JsonObject Run = Assert.Single(Log["runs"]!.AsArray())!.AsObject();

    [Fact]
    public void ALogHasItsVersion() => Assert.Equal(("2.1.0", "sarif-schema-2.1.0.json"), ((string?)Log["version"], ((string?)Log["$schema"])!.Split('/')[^1]));

    [Fact]
    public void ARunHasAToolWithAName() => Assert.Equal("vpio", (string?)Run["tool"]!["driver"]!["name"]);

    [Fact]
    public void EveryRuleHasAnIdentityWordsALevelAndHelp()
    {
        var rules = Rules().ToList();
        Assert.Equal(rules.Count, rules.Select(rule => (string?)rule["id"]).Distinct().Count());
        Assert.All(rules, rule =>
        {
            Assert.NotEmpty((string)rule["shortDescription"]!["text"]!);
            Assert.Contains((string)rule["defaultConfiguration"]!["level"]!, Levels);
            Assert.Contains($"docs/diagnostics.md#{((string)rule["id"]!).ToLowerInvariant()}", (string)rule["help"]!["text"]!, StringComparison.Ordinal);
            Assert.False(rule.ContainsKey("helpUri")); // only an absolute address may stand there
        });
    }

    [Fact]
    public void EveryResultHasWordsALevelARuleAndAPlace()
    {
        var results = Results().ToList();
        Assert.NotEmpty(results);
        Assert.All(results, result =>
        {
            Assert.NotEmpty((string)result["message"]!["text"]!);
            Assert.Contains((string)result["level"]!, Levels);
            Assert.Equal((string?)result["ruleId"], (string?)Rules().ElementAt((int)result["ruleIndex"]!)["id"]);
            var place = Assert.Single(result["locations"]!.AsArray())!["physicalLocation"]!;
            Assert.True(Uri.IsWellFormedUriString((string)place["artifactLocation"]!["uri"]!, UriKind.RelativeOrAbsolute));
            Assert.InRange((int)place["region"]!["startLine"]!, 1, int.MaxValue);
            Assert.InRange((int)place["region"]!["startColumn"]!, 1, int.MaxValue);
        });
        Assert.Equal("utf16CodeUnits", (string?)Run["columnKind"]);
    }

    [Fact]
    public void TheResultsAreTheDiagnosticsInTheirOrder()
    {
        var json = JsonNode.Parse(CommandLine.Run(["check", "--json", .. Files]).Output)!.AsArray();
        Assert.Equal(
            json.Select(each => $"{each!["file"]}:{each["line"]}:{each["column"]} {each["severity"]} {each["code"]}"),
            Results().Select(each => $"{Place(each)["artifactLocation"]!["uri"]}:{Place(each)["region"]!["startLine"]}:{Place(each)["region"]!["startColumn"]} {each["level"]} {each["ruleId"]}"));
    }

    [Fact]
    public void TwoRunsPrintTheSame() =>
        Assert.Equal(CommandLine.Run(["check", "--sarif", .. Files]), CommandLine.Run(["check", "--sarif", .. Files]));

    [Fact]
    public void AModelWithoutMistakesIsALogWithoutResults()
    {
        var run = CommandLine.RunJson("check", "--sarif", "models/ne2k.yaml")["runs"]![0]!;
        Assert.Empty(run["results"]!.AsArray());
        Assert.Empty(run["tool"]!["driver"]!["rules"]!.AsArray());
    }

    [Fact]
    public void RulesLinkToWhereTheDocumentationCanBeRead()
    {
        var run = CommandLine.RunJson("check", "--sarif", "--docs", "https://example.org/vpio", Files[0])["runs"]![0]!;
        Assert.Equal("https://example.org/vpio/docs/diagnostics.md#vp201", (string?)run["tool"]!["driver"]!["rules"]![0]!["helpUri"]);
    }

    [Fact]
    public void AnAddressThatIsNoneIsRefused() => Assert.Equal(2, CommandLine.Run("check", "--sarif", "--docs", "here", Files[0]).Status);

    [Fact]
    public void APathWithSpacesIsAnAddressWithout()
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory("with space").FullName, "a#b.yaml");
        File.WriteAllText(path, "model: x\n");
        var result = CommandLine.RunJson("check", "--sarif", path)["runs"]![0]!["results"]![0]!.AsObject();
        var uri = (string)Place(result)["artifactLocation"]!["uri"]!;
        Assert.StartsWith("file:///", uri, StringComparison.Ordinal);
        Assert.Equal(path, new Uri(uri).LocalPath);
    }

    [Fact]
    public void OneFormOfOutputIsGiven() => Assert.Equal(2, CommandLine.Run("check", "--sarif", "--json", Files[0]).Status);

    private static IEnumerable<JsonObject> Rules() => Run["tool"]!["driver"]!["rules"]!.AsArray().Select(rule => rule!.AsObject());

    private static IEnumerable<JsonObject> Results() => Run["results"]!.AsArray().Select(result => result!.AsObject());

    private static JsonNode Place(JsonObject result) => result["locations"]![0]!["physicalLocation"]!;
}
