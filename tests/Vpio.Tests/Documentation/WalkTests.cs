namespace Vpio.Tests.Documentation;

/// <summary>Holds docs/writing-a-model.md to what the tool does.</summary>
public class WalkTests
{
    private static readonly string Page = File.ReadAllText(RepositoryFiles.PathOf("docs", "writing-a-model.md")).ReplaceLineEndings("\n");

    [Fact]
    public void EveryCommandPrintsWhatThePageShows()
    {
        var printed = new Walk(Page).Printed;
        if (printed == Page)
            return;
        var path = Path.Combine(Directory.CreateTempSubdirectory("walk").FullName, "writing-a-model.md");
        File.WriteAllText(path, printed);
        Assert.Fail($"'diff docs/writing-a-model.md {path}' tells what is printed otherwise");
    }

    [Fact]
    public void TheWalkHasCommands() => Assert.True(Page.Split("\n$ vpio ").Length > 10);

    [Fact]
    public void TheFinishedModelIsTheOneInTheExamples() =>
        Assert.Equal(Example("tn8.yaml"), new Walk(Page).Finished);

    [Fact]
    public void TheModelInTheExamplesHasNoDiagnostics()
    {
        var (status, output, _) = CommandLine.Run("check", "docs/examples/tn8.yaml");
        Assert.Equal(0, status);
        Assert.StartsWith("docs/examples/tn8.yaml: no mistakes found", output, StringComparison.Ordinal);
    }

    [Fact]
    public void TheLineThatThePageShowsIsInTheRecording()
    {
        var shown = Assert.Single(Page.Split('\n'), line => line.StartsWith("    1@", StringComparison.Ordinal));
        Assert.Contains(shown.Trim(), Example("tn8.qemu.log").Split('\n'));
    }

    private static string Example(string name) => File.ReadAllText(RepositoryFiles.PathOf("docs", "examples", name)).ReplaceLineEndings("\n");
}
