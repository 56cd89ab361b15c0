using System.Text.Json.Nodes;

namespace Vpio.Tests;

public class MutateCommandTests
{
    private const string Model = "models/ne2k.yaml";
    private const string Boot = "traces/ne2k_pci-boot.qemu.log.gz";
    private const string Attacks = "docs/examples/denied";

    [Fact]
    public void EveryKindOfFaultHasARow()
    {
        var (status, output, errors) = CommandLine.Run("mutate", Model, Boot, "--handoff", "none", "--max-mutants", "80", "--seed", "3");

        Assert.Equal(0, status);
        Assert.Empty(errors);
        Assert.Contains("note: a sample: the model has ", output, StringComparison.Ordinal);
        Assert.All(["drop-guard", "drop-context", "shift-constant", "all"], kind => Assert.Contains($"\n  {kind} ", output, StringComparison.Ordinal));
        Assert.Contains("\nsurvived: models/ne2k.yaml:", output, StringComparison.Ordinal);
    }

    [Fact]
    public void TheScoreAloneHasNoSurvivors() =>
        Assert.DoesNotContain("survived: ", CommandLine.Run("mutate", Model, Boot, "--operator", "drop-context", "--handoff", "none", "--score").Output, StringComparison.Ordinal);

    [Fact]
    public void WithoutASimulatedDeviceNothingIsHandedOver() =>
        Assert.Contains("no hand-offs (no device is simulated for this model)",
            CommandLine.Run("mutate", Model, Boot, "--variant", "qemu", "--operator", "widen-window", "--score").Output, StringComparison.Ordinal);

    [Fact]
    public void JsonHasEveryMutant()
    {
        var json = CommandLine.RunJson("mutate", Model, Boot, "--denied", Attacks, "--operator", "drop-check", "--handoff", "none", "--json");

        var outcomes = json["mutants"]!.AsArray().Select(each => (string)each!["outcome"]!).ToList();
        Assert.Equal((int)json["tried"]!, outcomes.Count);
        Assert.Equal((int)json["caught"]!, outcomes.Count(outcome => outcome is not "survived"));
        Assert.Contains("attack", outcomes);
    }

    [Theory]
    [InlineData("--denied takes recordings with an attack", Boot, "--denied", Boot)]
    [InlineData("a recording with an attack goes under --denied", "docs/examples/ne2k-escape.qemu.log.gz")]
    [InlineData("there is no such file", "nowhere")]
    [InlineData("cannot be used under --known: it has no line '# known: ...'", Boot, "--known", "docs/examples/denied/frame-empty.qemu.log")]
    [InlineData("--handoff simulated needs a simulated device that is 'ne2k', variant 'qemu'", Boot, "--handoff", "simulated", "--variant", "qemu")]
    [InlineData("--handoff qemu needs a device of QEMU that is 'ne2k', variant 'dp8390'", Boot, "--handoff", "qemu")]
    [InlineData("'soon' is no number: give --limit as a number from 1", Boot, "--limit", "soon")]
    [InlineData("'drop-everything' is not valid for --operator", Boot, "--operator", "drop-everything")]
    public void WrongUsageEndsWithStatusTwo(string message, params string[] arguments)
    {
        var (status, output, errors) = CommandLine.Run(["mutate", Model, .. arguments]);

        Assert.Equal(2, status);
        Assert.Contains(message, errors, StringComparison.Ordinal);
        Assert.Empty(output);
    }

    [Fact]
    public void EveryKeyIsListedOnThePage()
    {
        var page = File.ReadAllText(RepositoryFiles.PathOf("docs", "evidence.md"));
        var json = CommandLine.RunJson("mutate", Model, Boot, "--operator", "drop-condition", "--handoff", "none", "--json");

        var keys = json.Select(each => each.Key).Where(key => key != "mutants").Concat(json["mutants"]![0]!.AsObject().Select(each => $"mutants[].{each.Key}"));
        Assert.All(keys, key => Assert.Contains($"`{key}`", page, StringComparison.Ordinal));
        Assert.IsType<JsonArray>(json["mutants"]);
    }
}
