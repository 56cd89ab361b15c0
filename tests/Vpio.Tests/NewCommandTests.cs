namespace Vpio.Tests;

public class NewCommandTests
{
    [Theory]
    [InlineData("port", "space: port")]
    [InlineData("memory", "space: memory")]
    public void ADraftPassesCheck(string space, string region)
    {
        var path = NewPath();

        var (status, output, errors) = CommandLine.Run("new", "mynic", "--space", space, "--output", path);

        Assert.Equal((0, ""), (status, output));
        Assert.Contains($"'vpio check {path}'", errors, StringComparison.Ordinal);
        Assert.Contains(region, File.ReadAllText(path), StringComparison.Ordinal);
        Assert.StartsWith($"{path}: no mistakes found", CommandLine.Run("check", path).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void WithoutAFileItIsPrinted() => Assert.Contains("\nmodel: mynic\n", CommandLine.Run("new", "mynic").Output.ReplaceLineEndings("\n"), StringComparison.Ordinal);

    [Theory]
    [InlineData("ne2k_pci-boot.qemu.log.gz", "pci: [10ec:8029]")]
    [InlineData("ne2k_isa-boot.qemu.log.gz", "isa: [0x300]", "--base", "0x300")]
    public void ADraftOfARecordingPassesCheckAndReplaysIt(string recording, string identity, params string[] options)
    {
        var path = NewPath();

        Assert.Equal(0, CommandLine.Run(["new", "mynic", "--recording", $"traces/{recording}", "--output", path, .. options]).Status);

        Assert.Contains(identity, File.ReadAllText(path), StringComparison.Ordinal);
        Assert.StartsWith($"{path}: no mistakes found", CommandLine.Run("check", path).Output, StringComparison.Ordinal);
        Assert.Contains("clean: every access allowed", CommandLine.Run("replay", path, $"traces/{recording}").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void AFileThatIsThereIsKept()
    {
        var path = NewPath();
        File.WriteAllText(path, "mine");

        var (status, _, errors) = CommandLine.Run("new", "mynic", "--output", path);

        Assert.Equal((2, "mine"), (status, File.ReadAllText(path)));
        Assert.Contains("--force", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void AFileThatIsThereIsReplacedByForce()
    {
        var path = NewPath();
        File.WriteAllText(path, new string('x', 100_000));

        Assert.Equal(0, CommandLine.Run("new", "mynic", "--output", path, "--force").Status);

        Assert.Equal(0, CommandLine.Run("check", path).Status);
    }

    [Theory]
    [InlineData("is no name", "new", "my nic")]
    [InlineData("is no name", "new", "../nic")]
    [InlineData("disk", "new", "mynic", "--space", "disk")]
    [InlineData("there is no such file", "new", "mynic", "--recording", "traces/none.gz")]
    [InlineData("no device was found", "new", "mynic", "--recording", "traces/ne2k_isa-boot.qemu.log.gz")]
    [InlineData("cannot be written", "new", "mynic", "--output", "none/mynic.yaml")]
    [InlineData("cannot be written", "new", "mynic", "--force", "--output", "docs")]
    public void BadUsageSaysWhatIsWrong(string words, params string[] arguments)
    {
        var (status, _, errors) = CommandLine.Run(arguments);
        Assert.Equal(2, status);
        Assert.Contains(words, errors, StringComparison.Ordinal);
    }

    private static string NewPath() => Path.Combine(Directory.CreateTempSubdirectory("new").FullName, "mynic.yaml");
}
