namespace Vpio.Tests;

/// <summary>The recordings in this repository leave nothing of the model of the NE2000 untried.</summary>
/// <remarks>
/// Drivers leave corners out that a model must have: a reset amid a transfer, a second TXP. Of those docs/examples has recordings of
/// QEMU's device under commands of a script, and one of the simulated card. What the monitor finds by its own look at both bytes of CRDA is not counted:
/// drivers read each byte alone, and neither shows the address.
/// </remarks>
public class Ne2kCoverageTests
{
    private static readonly string[] Recordings = [.. Of("traces", "ne2k*.gz"), .. Of("docs/examples", "ne2k_*.log"), .. Of("docs/examples", "*.kvm.txt"), .. Of("docs/examples/denied", "*.log")];

    [Theory]
    [InlineData("dp8390")]
    [InlineData("qemu")]
    [InlineData("rtl8029")]
    public void EverythingOfTheModelIsCovered(string variant)
    {
        var items = CommandLine.RunJson(["coverage", "models/ne2k.yaml", .. Recordings, "--variant", variant, "--json"])["items"]!.AsArray();

        Assert.Contains(items, item => (string)item!["kind"]! == "transition");
        Assert.Empty(items.Where(item => (long)item!["count"]! == 0).Select(item => $"{item!["name"]}: never {item["outcome"]}, {item["model"]}"));
    }

    private static IEnumerable<string> Of(string folder, string pattern) =>
        Directory.EnumerateFiles(RepositoryFiles.PathOf(folder), pattern).Select(path => Path.GetRelativePath(RepositoryFiles.Root, path)).Order(StringComparer.Ordinal);
}
