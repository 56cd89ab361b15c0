namespace Vpio.Tests;

public class BenchCommandTests
{
    private static readonly string[] Quick = ["bench", "costs", "--device", "simulated", "--row-ms", "1"];

    [Fact]
    public void TheHelpHasAnExampleAndTheDevices()
    {
        var (status, output, _) = CommandLine.Run("bench", "costs", "--help");

        Assert.Equal(0, status);
        Assert.Contains("Example: vpio bench costs --device simulated", output, StringComparison.Ordinal);
        Assert.Contains("simulated, qemu, kvm, vfio for a card", output, StringComparison.Ordinal);
    }

    [Fact]
    public void TheTableHasEveryRowThatTheJsonHas()
    {
        var (status, table, _) = CommandLine.Run(Quick);
        var json = CommandLine.RunJson([.. Quick, "--json"]);

        Assert.Equal(0, status);
        var rows = json["parts"]!.AsArray().SelectMany(part => part!["rows"]!.AsArray()).ToList();
        Assert.True(rows.Count > 10);
        Assert.All(rows, row => Assert.Contains((string)row!["title"]!, table, StringComparison.Ordinal));
        Assert.All(rows, row => Assert.True((double)row!["minNs"]! > 0 && (double)row!["ratio"]! > 0));
    }

    [Fact]
    public void CyclesAreTheTimeByTheFrequencyThatIsNamed()
    {
        var json = CommandLine.RunJson([.. Quick, "--json"]);

        Assert.NotEmpty((string)json["cyclesFrom"]!);
        var row = json["parts"]![0]!["rows"]![0]!;
        Assert.Equal((double?)json["cyclesMHz"] is { } megahertz ? (double)row["medianNs"]! * megahertz / 1_000 : null, (double?)row["medianCycles"]);
    }

    [Theory]
    [InlineData("qemu", "--qemu", "/nowhere/qemu")]
    [InlineData("kvm", "--kvm", "/nowhere/kvm")]
    public void WhatIsMissingIsSaidWithTheCommandThatMeasuresIt(string device, string option, string path)
    {
        var (status, output, _) = CommandLine.Run("bench", "costs", "--device", device, option, path, "--row-ms", "1");

        Assert.Equal(3, status);
        Assert.Contains("not measured: ", output, StringComparison.Ordinal);
        Assert.Contains($"vpio bench costs --device {device}", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("60001")]
    public void ATimeThatIsNoneEndsWithStatusTwo(string rowMs)
    {
        var (status, _, errors) = CommandLine.Run("bench", "costs", "--row-ms", rowMs);

        Assert.Equal(2, status);
        Assert.Contains($"'{rowMs}' is no time for a row", errors, StringComparison.Ordinal);
        Assert.Contains("'vpio bench costs --help' shows what it takes", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void AModelWithoutADeviceToMeasureEndsWithStatusTwo()
    {
        var (status, _, errors) = CommandLine.Run("bench", "costs", "docs/examples/tn8.yaml");

        Assert.Equal(2, status);
        Assert.Contains("there is no device of the model", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void ThePageShowsEveryRow()
    {
        var page = File.ReadAllText(RepositoryFiles.PathOf("docs", "costs.md"));
        var json = CommandLine.RunJson([.. Quick, "--json"]);

        Assert.All(json["parts"]!.AsArray().SelectMany(part => part!["rows"]!.AsArray()), row => Assert.Contains((string)row!["title"]!, page, StringComparison.Ordinal));
    }
}
