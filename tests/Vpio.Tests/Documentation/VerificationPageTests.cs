using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Vpio.Tests.Documentation;

/// <summary>Holds docs/verification.md to what the verb prints. Runs that take long are held in Passthrough.Tests, where they are made anyway.</summary>
public partial class VerificationPageTests
{
    private static readonly string Page = File.ReadAllText(RepositoryFiles.PathOf("docs", "verification.md")).ReplaceLineEndings("\n");

    private static readonly HashSet<string> Listed = [.. Row().Matches(Page).SelectMany(row => Code().Matches(row.Value)).Select(match => match.Groups[1].Value)];

    [Fact]
    public void TheRunOnTheSimulatedDevicePrintsWhatIsShown()
    {
        var shown = Console().Match(Page).Groups[1].Value;

        ConsoleText.AssertSame("docs/verification.md", Page, Page.Replace(shown, ConsoleText.Rerun(shown), StringComparison.Ordinal));
    }

    [Fact]
    public void EveryKeyOfAnEquivalenceIsListed() => AssertListed(0, "--guests", "2", "--handoffs", "1");

    [Fact]
    public void EveryKeyOfAFailureIsListed()
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory("verify").FullName, "careless.yaml");
        File.WriteAllText(path, File.ReadAllText(RepositoryFiles.PathOf("models", "ne2k.yaml")).Replace("- { registers: [RCR, IMR, TCR], restore: write }", "", StringComparison.Ordinal));

        AssertListed(1, path, "--guests", "3", "--handoffs", "10");
    }

    [Fact]
    public void EveryKeyOfRunsIsListed() => AssertListed(0, "--runs", "2", "--guests", "2");

    [Fact]
    public void EveryKeyOfAMutationIsListed() => AssertListed(1, "--mutate", "--guests", "2", "--handoffs", "1");

    [Fact]
    public void EveryKeyOfASearchIsListed() => AssertListed(0, "isolation", ["--accesses", "100"]);

    private static void AssertListed(int status, params string[] arguments) => AssertListed(status, "handoff", arguments);

    private static void AssertListed(int status, string verification, string[] arguments)
    {
        var (actual, output, errors) = CommandLine.RunOnPage(["verify", verification, "--json", .. arguments]);

        Assert.Empty(errors);
        Assert.Equal(status, actual);
        Assert.All(Keys(JsonNode.Parse(output)).Distinct(), key => Assert.Contains(key, Listed));
    }

    private static IEnumerable<string> Keys(JsonNode? node) => node switch
    {
        JsonObject mapping => mapping.SelectMany(each => Keys(each.Value).Prepend(each.Key)),
        JsonArray list => list.SelectMany(Keys),
        _ => [],
    };

    [GeneratedRegex("```console\n(.*?)```\n", RegexOptions.Singleline)]
    private static partial Regex Console();

    [GeneratedRegex("^(\\| `|A difference, as in).*$", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex("`([A-Za-z0-9]+)(?:\\[\\])?`")]
    private static partial Regex Code();
}
