namespace Vpio.Tests;

public class CoverageCommandTests
{
    private const string Model = "models/ne2k.yaml";
    private const string Boot = "traces/ne2k_pci-boot.qemu.log.gz";

    [Fact]
    public void SeveralRecordingsAreAddedUp() =>
        Assert.Contains("2,574 accesses", CommandLine.Run("coverage", Model, Boot, Boot).Output, StringComparison.Ordinal);

    [Fact]
    public void TheSummaryIsTheSharesAlone() =>
        Assert.DoesNotContain("never", CommandLine.Run("coverage", Model, Boot, "--summary").Output, StringComparison.Ordinal);

    [Fact]
    public void AllIsWhatIsCoveredToo() =>
        Assert.Contains("  transmitter is sending  ", CommandLine.Run("coverage", Model, Boot, "--all").Output, StringComparison.Ordinal);

    [Fact]
    public void SharesAreOfTheItems()
    {
        var json = CommandLine.RunJson("coverage", Model, Boot, "--json");

        var registers = json["items"]!.AsArray().Where(item => (string?)item!["kind"] == "register").ToList();
        Assert.Equal(registers.Count, (int)json["summary"]!["register"]!["of"]!);
        Assert.Equal(registers.Count(item => (long)item!["count"]! > 0), (int)json["summary"]!["register"]!["covered"]!);
    }

    [Fact]
    public void ADamagedRecordingEndsWithStatusThree() =>
        Assert.Equal(3, CommandLine.Run("coverage", "tests/Vpio.Tests/Golden/sender.yaml", "tests/Vpio.Tests/Golden/sender.qemu.log").Status);

    [Theory]
    [InlineData("RECORDING is missing: 'coverage' takes MODEL RECORDING...")]
    [InlineData("has no variant 'nope'", Boot, "--variant", "nope")]
    [InlineData("there is no such file", "nowhere")]
    [InlineData("contradict each other", Boot, "--summary", "--all")]
    public void WrongUsageEndsWithStatusTwo(string message, params string[] options)
    {
        var (status, output, errors) = CommandLine.Run(["coverage", Model, .. options]);

        Assert.Equal(2, status);
        Assert.Contains(message, errors, StringComparison.Ordinal);
        Assert.Empty(output);
    }
}
