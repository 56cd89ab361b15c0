using System.Text.RegularExpressions;

namespace Vpio.Tests;

public partial class ReportCommandTests
{
    private const string Model = "docs/examples/tn8.yaml";
    private const string Recording = "docs/examples/tn8-escape.qemu.log";

    [Fact]
    public void TheStatusIsThatOfTheReplay()
    {
        Assert.Equal(1, CommandLine.Run("report", Model, Recording, "--output", NewFile()).Status);
        Assert.Equal(0, CommandLine.Run("report", Model, "docs/examples/tn8.qemu.log", "--output", NewFile()).Status);
    }

    [Fact]
    public void AReplayWritesTheSamePage()
    {
        var (one, other) = (NewFile(), NewFile());

        var printed = CommandLine.Run("replay", Model, Recording, "--report", one).Output;
        CommandLine.Run("report", Model, Recording, "--output", other);

        Assert.Equal(CommandLine.Run("replay", Model, Recording).Output, printed);
        Assert.Equal(File.ReadAllText(other), File.ReadAllText(one));
    }

    [Fact]
    public void ThePageNamesNoOtherFileAndNoAddress()
    {
        var page = NewFile();
        CommandLine.Run("report", "models/ne2k.yaml", "traces/ne2k_pci-boot.qemu.log.gz", "--output", page);

        Assert.DoesNotMatch(Resource(), File.ReadAllText(page));
    }

    [Fact]
    public void EveryDenialIsExplained()
    {
        var page = NewFile();
        CommandLine.Run("report", Model, Recording, "--output", page);

        var text = File.ReadAllText(page);
        Assert.Contains("a frame lies in the transmit half of the buffer <code>TXPAGE=0x7, TXLEN=0x23c</code>", text, StringComparison.Ordinal);
        Assert.Contains("the model lists no register at", text, StringComparison.Ordinal);
    }

    [Fact]
    public void ALongRecordingMakesASmallFile()
    {
        var page = NewFile();
        CommandLine.Run("report", "models/ne2k.yaml", "traces/ne2k_pci-down.qemu.log.gz", "--output", page);

        Assert.InRange(new FileInfo(page).Length, 10_000, 200_000);
    }

    [Theory]
    [InlineData("--output is missing", Recording)]
    [InlineData("there is no such folder", Recording, "--output", "nowhere/at/all.html")]
    [InlineData("there is no such file", "nowhere", "--output", "page.html")]
    public void WrongUsageEndsWithStatusTwo(string message, params string[] options)
    {
        var (status, output, errors) = CommandLine.Run(["report", Model, .. options]);

        Assert.Equal(2, status);
        Assert.Contains(message, errors, StringComparison.Ordinal);
        Assert.Empty(output);
    }

    private static string NewFile() => Path.Combine(Directory.CreateTempSubdirectory("report").FullName, "page.html");

    [GeneratedRegex("(src|href)=|url\\(|@import|https?://", RegexOptions.IgnoreCase)]
    private static partial Regex Resource();
}
