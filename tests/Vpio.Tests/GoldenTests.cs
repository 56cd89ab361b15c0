using Vpio.Tests.Documentation;

namespace Vpio.Tests;

/// <summary>Each file of <c>Golden/*.console</c> is a terminal session; its commands print what stands there.</summary>
public class GoldenTests
{
    public static TheoryData<string> Sessions => [.. Directory.EnumerateFiles(RepositoryFiles.PathOf("tests", "Vpio.Tests", "Golden"), "*.console")
        .Select(path => Path.GetRelativePath(RepositoryFiles.Root, path)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Sessions))]
    public void ASessionPrintsWhatItShows(string session)
    {
        var expected = File.ReadAllText(RepositoryFiles.PathOf(session)).ReplaceLineEndings("\n");
        ConsoleText.AssertSame(session, expected, ConsoleText.Rerun(expected));
    }
}
