using System.Globalization;
using System.IO.Compression;
using System.Text.RegularExpressions;

namespace Vpio.Tests.Documentation;

/// <summary>What README.md shows is what is printed.</summary>
public partial class ReadmeTests
{
    private static readonly string[] Blocks = [.. Block().Matches(File.ReadAllText(RepositoryFiles.PathOf("README.md")))
        .Where(match => match.Groups[1].Length == 0).Select(match => match.Groups[2].Value)];

    [Fact]
    public void TheReplayIsAsShown() => IsShown("traces/ne2k_pci-boot", "replay", "models/ne2k.yaml", "traces/ne2k_pci-boot.qemu.log.gz");

    [Fact]
    public void TheCostsOfTheVariantsAreAsShown() => IsShown("      ", "hooks", "models/ne2k.yaml", "traces/ne2k_pci-down.qemu.log.gz", "--variant", "qemu");

    [Fact]
    public void TheGuestsThatShareAreAsShown() => IsShown("two guests", "mux");

    [Fact]
    public void TheDeniedAccessIsAsShown()
    {
        using var unzipped = new GZipStream(File.OpenRead(RepositoryFiles.PathOf("traces", "ne2k_pci-boot.qemu.log.gz")), CompressionMode.Decompress);
        using var reader = new StreamReader(unzipped);
        var lines = reader.ReadToEnd().Split('\n');
        lines[387] = lines[387].Replace("value 0x40", "value 0xc0", StringComparison.Ordinal); // TPSR of the first frame
        var edited = Path.GetTempFileName();
        File.WriteAllText(edited, string.Join('\n', lines));

        var output = CommandLine.RunOnPage("replay", "models/ne2k.yaml", edited).Output;
        File.Delete(edited);

        Assert.Contains(Blocks, block => block.StartsWith("denied: ", StringComparison.Ordinal) && output.Contains(block, StringComparison.Ordinal));
    }

    [Fact]
    public void TheLengthOfTheModelIsAsSaid() =>
        Assert.Contains($"has {File.ReadLines(RepositoryFiles.PathOf("models", "ne2k.yaml")).Count().ToString(CultureInfo.InvariantCulture)} lines", File.ReadAllText(RepositoryFiles.PathOf("README.md")), StringComparison.Ordinal);

    [Fact]
    public void EveryVerbOfTheReadmeIsOne()
    {
        var help = CommandLine.RunOnPage("--help").Output;

        Assert.All(["new", "check", "hooks", "replay", "decode", "explain", "graph", "coverage", "export", "report", "shrink", "mutate", "mux", "bench", "trace", "schema"], verb => Assert.Contains($"  {verb}", help, StringComparison.Ordinal));
    }

    /// <summary>The block that begins in a way stands as it is in what a command prints.</summary>
    private static void IsShown(string beginning, params string[] command) =>
        Assert.Contains(Blocks.Single(block => block.StartsWith(beginning, StringComparison.Ordinal)), CommandLine.RunOnPage(command).Output, StringComparison.Ordinal);

    [GeneratedRegex(@"(?m)^```(\w*)\n((?:.*\n)*?)```$")]
    private static partial Regex Block();
}
