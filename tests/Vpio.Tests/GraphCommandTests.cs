using System.Diagnostics;
using System.Xml.Linq;

namespace Vpio.Tests;

public class GraphCommandTests
{
    private const string Model = "models/ne2k.yaml";

    [Fact]
    public void EveryMachineIsDrawnUnlessOneIsNamed()
    {
        Assert.Contains("state \"remote_dma\" as m1 {", CommandLine.Run("graph", Model).Output, StringComparison.Ordinal);
        Assert.DoesNotContain("reading", CommandLine.Run("graph", Model, "--machine", "transmitter").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void SeveralRecordingsAreAddedUp()
    {
        const string Boot = "traces/ne2k_pci-boot.qemu.log.gz";

        Assert.Contains("taken 18 times", CommandLine.Run("graph", Model, "--machine", "transmitter", "--recording", Boot, "--recording", Boot).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void ADamagedRecordingEndsWithStatusThree() =>
        Assert.Equal(3, CommandLine.Run("graph", "tests/Vpio.Tests/Golden/sender.yaml", "--recording", "tests/Vpio.Tests/Golden/sender.qemu.log").Status);

    [Theory]
    [InlineData("has no machine 'receiver': it has transmitter, remote_dma", "--machine", "receiver")]
    [InlineData("without --machine", "--product", "--machine", "transmitter")]
    [InlineData("'png' is not valid for --format: give one of mermaid, dot, svg", "--format", "png")]
    [InlineData("there is no such file", "--recording", "nowhere")]
    public void WrongUsageEndsWithStatusTwo(string message, params string[] options)
    {
        var (status, output, errors) = CommandLine.Run(["graph", Model, .. options]);

        Assert.Equal(2, status);
        Assert.Contains(message, errors, StringComparison.Ordinal);
        Assert.Empty(output);
    }

    [GraphvizFact]
    public void AnSvgHasEveryStateAndEveryEdge()
    {
        var svg = XDocument.Parse(CommandLine.Run("graph", Model, "--product", "--format", "svg").Output);

        var titles = svg.Descendants().Where(each => (string?)each.Attribute("class") == "node").Select(each => each.Elements().First().Value).ToList();
        Assert.Equal(9, titles.Count(each => each.StartsWith("g0s", StringComparison.Ordinal)));
        Assert.Contains("g0begin", titles);
        Assert.True(titles.Count(each => each.StartsWith("g0w", StringComparison.Ordinal)) > 10);
        Assert.True(svg.Descendants().Count(each => (string?)each.Attribute("class") == "edge") > 40);
    }

    [Fact]
    public void WithoutGraphvizItSaysWhatToInstall()
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, [typeof(Program).Assembly.Location, "graph", Model, "--format", "svg"])
        {
            WorkingDirectory = RepositoryFiles.Root, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        start.Environment["PATH"] = "";
        using var process = Process.Start(start)!;

        Assert.Empty(process.StandardOutput.ReadToEnd());
        Assert.Contains("apt-get install graphviz", process.StandardError.ReadToEnd(), StringComparison.Ordinal);
        process.WaitForExit();
        Assert.Equal(2, process.ExitCode);
    }
}
