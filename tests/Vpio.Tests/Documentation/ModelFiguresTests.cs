using System.Globalization;
using System.Text.RegularExpressions;

namespace Vpio.Tests.Documentation;

/// <summary>Holds the tables of recordings in docs/models.md to what replaying them says.</summary>
public partial class ModelFiguresTests
{
    public static TheoryData<string, string, string[]> Rows
    {
        get
        {
            var data = new TheoryData<string, string, string[]>();
            foreach (var match in Row().Matches(File.ReadAllText(RepositoryFiles.PathOf("docs", "models.md"))).AsEnumerable())
                data.Add(match.Groups[1].Value, match.Groups[2].Value, [.. match.Groups.Values.Skip(3).Select(group => group.Value.Trim())]);
            return data;
        }
    }

    public static TheoryData<string, string, string, string, string> ShadowRows
    {
        get
        {
            var data = new TheoryData<string, string, string, string, string>();
            foreach (var match in ShadowRow().Matches(File.ReadAllText(RepositoryFiles.PathOf("docs", "models.md"))).AsEnumerable())
                data.Add(match.Groups[1].Value, match.Groups[2].Value, match.Groups[3].Value, match.Groups[4].Value, match.Groups[5].Value);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void ARecordingIsReplayedAsThePageSays(string recording, string variant, string[] figures)
    {
        var report = CommandLine.RunJson("replay", $"models/{recording.Split('_', '-')[0]}.yaml", $"traces/{recording}", "--variant", variant, "--json");

        Assert.Equal((long)report["dma"]!["observed"]! == 0 && report["dma"]!["structures"]!.AsArray().Count > 0 ? "inconclusive" : "clean", (string?)report["verdict"]);
        Assert.Equal(figures[0], Number(report["accesses"]!));
        Assert.Equal(figures[1], $"{Number(report["hooked"]!["accesses"]!)} ({((double)report["hooked"]!["fraction"]! * 100).ToString("0.00", CultureInfo.InvariantCulture)} %)");
        var dma = report["dma"]!;
        Assert.Equal(figures[2..], (long)dma["observed"]! == 0 ? ["not recorded", ""] : [Number(dma["observed"]!), Number(dma["unapproved"]!)]);
    }

    [Theory]
    [MemberData(nameof(ShadowRows))]
    public void ShadowDescriptorsCostWhatThePageSays(string recording, string variant, string frames, string without, string with)
    {
        foreach (var (goals, expected) in new[] { ("handoff,dma", without), ("handoff,dma,shadow", with) })
        {
            var hooked = CommandLine.RunJson("replay", $"models/{recording.Split('_', '-')[0]}.yaml", $"traces/{recording}", "--variant", variant, "--for", goals, "--json")["hooked"]!;
            var perFrame = (double)hooked["perFrame"]!;
            Assert.Equal(expected, $"{Number(hooked["accesses"]!)} ({perFrame.ToString("0.0", CultureInfo.InvariantCulture)})");
            Assert.Equal(frames, ((long)Math.Round((long)hooked["accesses"]! / perFrame)).ToString("N0", CultureInfo.InvariantCulture));
        }
    }

    [Fact]
    public void TheTableOfShadowDescriptorsIsFound() => Assert.Equal(4, ShadowRows.Count);

    private static string Number(System.Text.Json.Nodes.JsonNode number) => ((long)number).ToString("N0", CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^\| `([^`]+\.gz)` \| `([^`]+)` \| ([0-9,]+) \| ([^|]+) \| [0-9,]+ \| ([^|]+) \|([^|]*)\|$", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex(@"^\| `([^`]+\.gz)` \| `([^`]+)` \| ([0-9,]+) \| ([0-9,]+ \([0-9.]+\)) \| ([0-9,]+ \([0-9.]+\)) \|$", RegexOptions.Multiline)]
    private static partial Regex ShadowRow();
}
