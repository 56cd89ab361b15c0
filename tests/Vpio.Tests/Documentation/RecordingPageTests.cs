using System.Text.RegularExpressions;

namespace Vpio.Tests.Documentation;

/// <summary>Holds docs/recording.md to what the commands print that can be run anywhere, and to the recordings that it shows.</summary>
public partial class RecordingPageTests
{
    private const string Rest = "...\n";

    private static readonly string Page = File.ReadAllText(RepositoryFiles.PathOf("docs", "recording.md")).ReplaceLineEndings("\n");

    public static TheoryData<string, string> Commands
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var match in Console().Matches(Page).AsEnumerable())
                data.Add(match.Groups[1].Value, match.Groups[2].Value);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void ACommandPrintsWhatThePageShows(string command, string shown)
    {
        var (_, output, errors) = CommandLine.RunOnPage(command.Split(' '));
        var printed = (output + errors).ReplaceLineEndings("\n");
        if (shown.EndsWith(Rest, StringComparison.Ordinal))
            Assert.StartsWith(shown[..^Rest.Length], printed, StringComparison.Ordinal);
        else
            Assert.Equal(shown, printed);
    }

    [Fact]
    public void EveryExcerptIsOfARecordingOrOfAnOutput()
    {
        var sources = string.Concat(
            File.ReadAllText(RepositoryFiles.PathOf("docs", "examples", "ne2k_isa.kvm.txt")),
            File.ReadAllText(RepositoryFiles.PathOf("docs", "examples", "ne2k_pci.qtest.log")),
            CommandLine.RunOnPage("trace", "info", "docs/examples/ne2k_isa.kvm.txt", "--base", "0x300").Output).ReplaceLineEndings("\n");
        var excerpts = Excerpt().Matches(Page).Select(match => match.Groups[1].Value).ToList();
        Assert.Equal(3, excerpts.Count);
        Assert.All(excerpts, excerpt => Assert.Contains(excerpt, sources, StringComparison.Ordinal));
    }

    [GeneratedRegex("```console\n\\$ vpio ([^\n]*)\n(.*?)```\n", RegexOptions.Singleline)]
    private static partial Regex Console();

    [GeneratedRegex("\n\n```\n(.*?)```\n", RegexOptions.Singleline)]
    private static partial Regex Excerpt();
}
