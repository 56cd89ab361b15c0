using System.Globalization;
using System.Text.RegularExpressions;

namespace Vpio.Tests.Documentation;

/// <summary>Holds docs/models.md to the models: the mutation score of each, and its survivors.</summary>
/// <remarks>The command is run once for all facts: half a minute of work, for hand-offs are tried too.</remarks>
public partial class ModelsTests
{
    private const double LeastScore = 90;

    private static readonly string Page = File.ReadAllText(RepositoryFiles.PathOf("docs", "models.md")).ReplaceLineEndings("\n");
    private static readonly Lazy<string> Now = new(() => Console().Replace(Page, block => $"```console\n{ConsoleText.Rerun(block.Groups[1].Value)}```\n"));

    [Fact]
    public void EveryCommandPrintsWhatThePageShows() => ConsoleText.AssertSame("docs/models.md", Page, Now.Value);

    [Fact]
    public void AtLeastNineOfTenFaultsAreCaught()
    {
        var scores = Score().Matches(Now.Value);

        Assert.NotEmpty(scores);
        Assert.All(scores, score => Assert.InRange(double.Parse(score.Groups[1].Value, CultureInfo.InvariantCulture), LeastScore, 100));
    }

    [Fact]
    public void NoMutantIsLeftUntried() => Assert.DoesNotContain("note: ", Now.Value, StringComparison.Ordinal);

    [Fact]
    public void EverySurvivorIsExplainedAndNothingElse() =>
        Assert.Equal(Survivor().Matches(Now.Value).Select(Named), Explained().Matches(Page).Select(Named));

    [Fact]
    public void WhatIsCaughtWithoutKnownMomentsAndHandOffsIsAsThePageOfEvidenceHasIt() =>
        Assert.Contains($"hand-offs {Score().Match(File.ReadAllText(RepositoryFiles.PathOf("docs", "evidence.md"))).Groups[1].Value} % are caught", Page, StringComparison.Ordinal);

    private static string Named(Match match) => $"{match.Groups[1].Value} {match.Groups[2].Value}";

    [GeneratedRegex("```console\n(.*?)```\n", RegexOptions.Singleline)]
    private static partial Regex Console();

    [GeneratedRegex(@" mutants caught: ([0-9.]+) %")]
    private static partial Regex Score();

    [GeneratedRegex(@"^survived: [^:]+:(\d+): ([a-z-]+): ", RegexOptions.Multiline)]
    private static partial Regex Survivor();

    [GeneratedRegex(@"^\| (\d+) \| ([a-z-]+) \| .{20,} \|$", RegexOptions.Multiline)]
    private static partial Regex Explained();
}
