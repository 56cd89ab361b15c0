using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Vpio.Tests.Documentation;

/// <summary>Holds the table of exits in docs/costs.md to what KVM counts here.</summary>
public partial class ExitFiguresTests
{
    private const string All = "all", AllGoals = "handoff,dma,frames,shadow,station";

    public static TheoryData<string, string, string, string[]> Rows
    {
        get
        {
            var data = new TheoryData<string, string, string, string[]>();
            foreach (var match in Row().Matches(File.ReadAllText(RepositoryFiles.PathOf("docs", "costs.md"))).AsEnumerable())
                data.Add(match.Groups[1].Value, match.Groups[2].Value, match.Groups[3].Value, [.. match.Groups[4].Value.Split('|').Select(cell => cell.Trim())]);
            return data;
        }
    }

    [Fact]
    public void TheTableIsFound() => Assert.Equal(7, Rows.Count);

    [KvmTheory]
    [MemberData(nameof(Rows))]
    public void ADriverLeavesItsGuestAsOftenAsThePageSays(string recording, string variant, string goals, string[] cells)
    {
        var report = CommandLine.RunJson("bench", "exits", $"models/{recording.Split('-')[0]}.yaml", $"traces/{recording}", "--variant", variant, "--for", goals == All ? AllGoals : goals, "--json");

        Assert.Null(report["problem"]);
        var frames = (long)report["frames"]!;
        Assert.Equal(cells.ToList(), [Number(frames), .. report["rows"]!.AsArray().Select(row => Cell(row!, frames))]);
        Assert.All(report["rows"]!.AsArray(), row => Assert.Equal((long)report["reads"]!, (long)row!["readsAlike"]!));
    }

    private static string Cell(JsonNode row, long frames) =>
        $"{Number((long)row["memoryExits"]!)} ({((double)(long)row["memoryExits"]! / frames).ToString("0.0", CultureInfo.InvariantCulture)})";

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^\| `([^`]+\.gz)` \| `([^`]+)` \| `([^`]+)` \| ([^`\n]+) \|$", RegexOptions.Multiline)]
    private static partial Regex Row();
}
