using System.Text.Json.Nodes;

namespace Vpio.Tests.Corpora;

/// <summary><c>vpio replay</c> with several recordings, folders and patterns.</summary>
public sealed class CorpusReplayTests : IDisposable
{
    private const string Model = "models/ne2k.yaml", Boot = "traces/ne2k_pci-boot.qemu.log.gz", OtherNic = "traces/pcnet-boot.qemu.log.gz", Denied = "traces/e1000-ipxe.vpt.gz";
    private static readonly string[] Qemu = ["--variant", "qemu"];

    private readonly Results results = new();

    [Fact]
    public void EachRecordingHasALineAndTheWorstComesFirst()
    {
        var (status, output, errors) = CommandLine.Run(["replay", Model, OtherNic, "traces/ne2k_pci-cycle.qemu.log.gz", Boot, Denied, .. Qemu]);

        Assert.Equal((1, ""), (status, errors));
        Assert.Equal(["verdict", "denied", "unusable", "clean", "clean"], output.Split('\n').TakeWhile(line => line.Length > 0).Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[0]));
        Assert.Contains("4 recordings: 1 denied, 1 unusable, 2 clean", output, StringComparison.Ordinal);
        Assert.Contains($"unusable: the recording '{OtherNic}' cannot be used: its only device", output, StringComparison.Ordinal);
    }

    [Fact]
    public void AFolderIsAllItsRecordingsAndWhatIsNoneIsNamed()
    {
        Directory.CreateDirectory(results.PathOf("deep/er"));
        File.Copy(RepositoryFiles.PathOf(Boot), results.PathOf("deep/er/boot.log.gz"));
        results.Write("notes.txt", "nothing\n");

        var (status, output, errors) = CommandLine.Run(["replay", Model, results.Folder, .. Qemu]);

        Assert.Equal(0, status);
        Assert.Contains("1 recordings: 1 clean", output, StringComparison.Ordinal);
        Assert.Equal($"vpio: 1 files there are no recordings: {results.PathOf("notes.txt")}", errors.Trim());
    }

    [Theory]
    [InlineData("traces/ne2k_pci-b*")]
    [InlineData("**/ne2k_pci-boot.qemu.log.gz")]
    public void APatternIsWhatMatches(string pattern) =>
        Assert.Contains($"  {Boot}\n\n1 recordings: 1 clean", CommandLine.Run(["replay", Model, pattern, .. Qemu]).Output, StringComparison.Ordinal);

    [Fact]
    public void ARecordingThatIsNamedTwiceIsPlayedOnce() =>
        Assert.Contains("1 recordings: 1 clean", CommandLine.Run(["replay", Model, Boot, "traces/*pci-boot*", .. Qemu]).Output, StringComparison.Ordinal);

    [Fact]
    public void ALineOfJsonIsWhatTheRecordingAloneGives()
    {
        var lines = CommandLine.Run(["replay", Model, Boot, OtherNic, "--json", .. Qemu]).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!.AsObject()).ToList();

        Assert.True(JsonNode.DeepEquals(CommandLine.RunJson(["replay", Model, Boot, "--json", .. Qemu]), lines[0]));
        Assert.Equal((OtherNic, "unusable"), ((string)lines[1]["recording"]!, (string)lines[1]["verdict"]!));
        Assert.Equal((2, 1, "1/1"), ((int)lines[2]["recordings"]!, (int)lines[2]["verdicts"]!["clean"]!, (string)lines[2]["shard"]!));
    }

    [Theory]
    [InlineData(0, Boot, "traces/ne2k_pci-cycle.qemu.log.gz")]
    [InlineData(3, Boot, OtherNic)]
    [InlineData(3, Boot, "nowhere.log")]
    public void TheStatusIsTheWorst(int status, params string[] recordings) => Assert.Equal(status, CommandLine.Run(["replay", Model, .. recordings, .. Qemu]).Status);

    [Theory]
    [InlineData("no file is like 'traces/*.nothing'", "traces/*.nothing")]
    [InlineData("no recording is there: of docs/decisions no file is one", "docs/decisions")]
    [InlineData("'3/2' is no part of the work", Boot, "--shard", "3/2")]
    [InlineData("'0/2' is no part of the work", Boot, "--shard", "0/2")]
    [InlineData("'two' is no part of the work", Boot, "--shard", "two")]
    [InlineData("--report is about one recording", Boot, Boot, "--report", "page.html")]
    [InlineData("the folder 'README.md/x' cannot be made", Boot, "--parquet", "README.md/x")]
    public void WrongUsageEndsWithStatusTwo(string message, params string[] arguments)
    {
        var (status, _, errors) = CommandLine.Run(["replay", Model, .. arguments, .. Qemu]);

        Assert.Equal(2, status);
        Assert.Contains(message, errors, StringComparison.Ordinal);
    }

    public void Dispose() => results.Dispose();
}
