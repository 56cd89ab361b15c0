using Passthrough.Tests.Hardware;

namespace Vpio.Tests;

public class DevicesCommandTests
{
    private const string Vfio = "vfio-pci";

    [Fact]
    public void CardsAreListedWithTheirModelsAndWhatToDo()
    {
        var machine = new MadeUpMachine().With("0000:03:00.0", "8086:100e", 14, "e1000", "eth1").With("0000:04:00.0", "10ec:8139", 15, Vfio).WithNode(15).With("0000:05:00.0", "8086:10d3", 16, Vfio).WithNode(16);
        var (status, output, errors) = CommandLine.Run("devices", "--sys", machine.Sys, "--dev", machine.Dev);

        Assert.Equal((0, ""), (status, errors));
        Assert.Matches(@"0000:03:00\.0 +8086:100e +14 +e1000 +eth1 +e1000 *\n", output.ReplaceLineEndings("\n"));
        Assert.Matches(@"0000:04:00\.0 +10ec:8139 +15 +vfio-pci +rtl8139 +ready", output);
        Assert.Contains("  echo 0000:03:00.0 > /sys/bus/pci/devices/0000:03:00.0/driver/unbind", output, StringComparison.Ordinal);
        Assert.Contains("0000:05:00.0: no model names 8086:10d3", output, StringComparison.Ordinal);
        Assert.DoesNotContain("0000:04:00.0:", output, StringComparison.Ordinal); // nothing is to be done
    }

    [Fact]
    public void JsonTellsTheSame()
    {
        var machine = new MadeUpMachine().With("0000:03:00.0", "8086:100e", null, "e1000", "eth1");
        var output = CommandLine.Run("devices", "--json", "--sys", machine.Sys, "--dev", machine.Dev).Output;
        var card = System.Text.Json.Nodes.JsonNode.Parse(output)![0]!;

        Assert.Equal(("0000:03:00.0", "noIommu", false), ((string)card["address"]!, (string)card["obstacle"]!["kind"]!, (bool)card["ready"]!));
        Assert.Null(card["group"]);
    }

    [Fact]
    public void AMachineWithoutCardsSaysSo() =>
        Assert.Contains("no network card was found", CommandLine.Run("devices", "--sys", new MadeUpMachine().Sys).Output, StringComparison.Ordinal);

    [Theory]
    [InlineData("--device", "vfio")]
    [InlineData("--card", "0000:03:00.0", "--far-end", "eth1")]
    [InlineData("--device", "vfio", "--card", "0000:03:00.0")]
    public void ACardIsNamedWithBothItsEnds(params string[] options)
    {
        var (status, _, errors) = CommandLine.Run(["verify", "handoff", .. options]);
        Assert.Equal(2, status);
        Assert.Contains("belong together", errors, StringComparison.Ordinal);
    }
}
