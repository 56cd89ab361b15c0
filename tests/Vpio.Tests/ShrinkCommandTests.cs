namespace Vpio.Tests;

public class ShrinkCommandTests
{
    private const string Model = "models/ne2k.yaml";
    private const string Escape = "docs/examples/ne2k-escape.qemu.log.gz";

    public static TheoryData<string> Denied => [.. Directory.EnumerateFiles(RepositoryFiles.PathOf("docs", "examples", "denied")).Select(path => Path.GetFileName(path))];

    [Theory]
    [InlineData(".log")]
    [InlineData(".vpt")]
    public void TheFileIsDeniedAsTheRecordingIs(string form)
    {
        var prefix = Shrink();

        var (status, output, _) = CommandLine.Run("replay", Model, prefix + form);

        Assert.Equal(1, status);
        Assert.Contains("frame_in_ram: the frame to be sent must lie in on-card RAM [TPSR=0xc0, TBCR=0x5a]", output, StringComparison.Ordinal);
    }

    [Fact]
    public void TheScriptSaysHowToRunIt() =>
        Assert.Contains("-device ne2k_pci,addr=4,netdev=n0", File.ReadAllText(Shrink() + ".qtest"), StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(Denied))]
    public void TheTextsInTheExamplesAreDeniedAsTheySay(string name)
    {
        var path = $"docs/examples/denied/{name}";
        var says = File.ReadLines(RepositoryFiles.PathOf(path)).ElementAt(1).Split("dp8390: ")[1];

        Assert.Contains(says, CommandLine.Run("shrink", Model, path).Output, StringComparison.Ordinal);
        Assert.Equal(1, CommandLine.Run("replay", Model, path).Status);
    }

    [Fact]
    public void AFileThatIsThereStaysUnlessForced()
    {
        var prefix = Shrink();

        Assert.Equal(2, CommandLine.Run("shrink", Model, Escape, "--output", prefix).Status);
        Assert.Equal(0, CommandLine.Run("shrink", Model, Escape, "--output", prefix, "--force").Status);
    }

    [Theory]
    [InlineData("no access of it is denied", "traces/ne2k_pci-boot.qemu.log.gz")]
    [InlineData("the two models say the same of every access", "traces/ne2k_pci-boot.qemu.log.gz", "--variant2", "qemu")]
    [InlineData("there is no such file", "nowhere")]
    [InlineData("'0' is no number: give --max-runs as a number from 1", Escape, "--max-runs", "0")]
    public void NothingToShrinkEndsWithStatusTwo(string message, params string[] arguments)
    {
        var (status, output, errors) = CommandLine.Run(["shrink", Model, .. arguments]);

        Assert.Equal(2, status);
        Assert.Contains(message, errors, StringComparison.Ordinal);
        Assert.Empty(output);
    }

    private static string Shrink()
    {
        var prefix = Path.Combine(Directory.CreateTempSubdirectory("shrink").FullName, "small");
        var (status, output, errors) = CommandLine.Run("shrink", Model, Escape, "--output", prefix, "--qemu-device", "ne2k_pci");
        Assert.True(status == 0, errors);
        Assert.Contains("1,287 accesses → 4", output, StringComparison.Ordinal);
        return prefix;
    }
}
