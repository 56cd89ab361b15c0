using System.Text.RegularExpressions;

namespace Vpio.Tests.Documentation;

/// <summary>What holds of every page.</summary>
public partial class PageTests
{
    public static TheoryData<string> Pages => [.. Directory.EnumerateFiles(RepositoryFiles.PathOf("docs"), "*.md", SearchOption.AllDirectories)
        .Append(RepositoryFiles.PathOf("traces", "README.md"))
        .Append(RepositoryFiles.PathOf("bench", "README.md"))
        .Append(RepositoryFiles.PathOf("README.md"))
        .Select(path => Path.GetRelativePath(RepositoryFiles.Root, path))];

    /// <summary>A page that has a part for each code is looked up and not read.</summary>
    private static readonly string LookedUp = Path.Combine("docs", "diagnostics.md");

    /// <summary>The reference of the language names every key there is, and so is the longest that is read.</summary>
    [Theory]
    [MemberData(nameof(Pages))]
    public void APageIsShort(string page) => Assert.True(page == LookedUp || File.ReadLines(RepositoryFiles.PathOf(page)).Count() < 450);

    [Theory]
    [MemberData(nameof(Pages))]
    public void EveryLinkLeadsToAFile(string page)
    {
        var folder = Path.GetDirectoryName(RepositoryFiles.PathOf(page))!;
        var targets = Link().Matches(File.ReadAllText(RepositoryFiles.PathOf(page))).Select(match => match.Groups[1].Value.Split('#')[0]);
        Assert.All(targets.Where(target => target.Length > 0), target => Assert.True(Path.Exists(Path.Combine(folder, target)), target));
    }

    [GeneratedRegex(@"\]\((?!https?:)([^)\s]+)\)")]
    private static partial Regex Link();
}
