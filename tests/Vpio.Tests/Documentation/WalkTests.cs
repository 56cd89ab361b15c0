namespace Vpio.Tests.Documentation;

/// <summary>Holds docs/writing-a-model.md and both tutorials to what the tool does.</summary>
public class WalkTests
{
    [Theory]
    [InlineData("docs/writing-a-model.md", "docs/examples/tn8.yaml")]
    [InlineData("docs/tutorial.md", "docs/tutorial/pk1.yaml")]
    [InlineData("docs/tutorial-lists.md", "docs/tutorial-lists/lx2.yaml")]
    public void EveryCommandPrintsWhatThePageShows(string page, string model) =>
        ConsoleText.AssertSame(page, Text(page), WalkOf(page, model).Printed);

    [Theory]
    [InlineData("docs/writing-a-model.md", 10)]
    [InlineData("docs/tutorial.md", 20)]
    [InlineData("docs/tutorial-lists.md", 8)]
    public void TheWalkHasCommands(string page, int least) => Assert.True(Text(page).Split("\n$ vpio ").Length > least);

    [Theory]
    [InlineData("docs/writing-a-model.md", "docs/examples/tn8.yaml")]
    [InlineData("docs/tutorial.md", "docs/tutorial/pk1.yaml")]
    [InlineData("docs/tutorial-lists.md", "docs/tutorial-lists/lx2.yaml")]
    public void TheFinishedModelIsTheOneInTheRepository(string page, string model) =>
        Assert.Equal(Text(model), WalkOf(page, model).Finished);

    [Theory]
    [InlineData("docs/examples/tn8.yaml")]
    [InlineData("docs/tutorial/pk1.yaml")]
    public void TheFinishedModelHasNoDiagnostics(string model)
    {
        var (status, output, _) = CommandLine.RunOnPage("check", model);
        Assert.Equal(0, status);
        Assert.StartsWith($"{model}: no mistakes found", output, StringComparison.Ordinal);
    }

    /// <summary>A tutorial is read in one go.</summary>
    [Fact]
    public void TheTutorialIsShort() => Assert.InRange(Text("docs/tutorial.md").Split('\n').Length, 100, 300);

    /// <summary>The second one is a page.</summary>
    [Fact]
    public void TheSecondTutorialIsAPage() => Assert.InRange(Text("docs/tutorial-lists.md").Split('\n').Length, 100, 220);

    [Fact]
    public void TheLineThatThePageShowsIsInTheRecording()
    {
        var shown = Assert.Single(Text("docs/writing-a-model.md").Split('\n'), line => line.StartsWith("    1@", StringComparison.Ordinal));
        Assert.Contains(shown.Trim(), Text("docs/examples/tn8.qemu.log").Split('\n'));
    }

    private static Walk WalkOf(string page, string model) => new(Text(page), Path.GetFileName(model), Path.GetDirectoryName(model)!);

    private static string Text(string path) => File.ReadAllText(RepositoryFiles.PathOf(path)).ReplaceLineEndings("\n");
}
