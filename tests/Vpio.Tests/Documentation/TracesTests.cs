using System.Globalization;
using System.Text.RegularExpressions;

namespace Vpio.Tests.Documentation;

/// <summary>Holds traces/README.md to the recordings.</summary>
public partial class TracesTests
{
    private static readonly string Page = File.ReadAllText(RepositoryFiles.PathOf("traces", "README.md")).ReplaceLineEndings("\n");

    public static TheoryData<string, string[]> Recordings
    {
        get
        {
            var data = new TheoryData<string, string[]>();
            foreach (var match in Row().Matches(Page).AsEnumerable())
                data.Add(match.Groups[1].Value, match.Groups[2].Value.Split(" | "));
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Recordings))]
    public void ARecordingHoldsWhatThePageSays(string name, string[] numbers)
    {
        var info = CommandLine.RunJson("trace", "info", $"traces/{name}", "--model", $"models/{name.Split('_', '-')[0]}.yaml", "--json");
        var counts = new[] { info["counts"]!["read"], info["counts"]!["write"], info["interrupts"], info["counts"]!["mark"] };
        Assert.Equal(numbers, counts.Select(count => ((long)count!).ToString("N0", CultureInfo.InvariantCulture)));
        Assert.Equal(0, (long?)info["problemCount"]);
    }

    [Fact]
    public void EveryRecordingIsOnThePage() => Assert.Equal(
        Directory.EnumerateFiles(RepositoryFiles.PathOf("traces")).Select(Path.GetFileName).Where(name => name != "README.md").Order(),
        Recordings.Select(row => (string?)row[0]).Order());

    [GeneratedRegex(@"^\| `([^`]+)` \| ([0-9,]+ \| [0-9,]+ \| [0-9,]+ \| [0-9,]+) \| ", RegexOptions.Multiline)]
    private static partial Regex Row();
}
