using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Vpio.Tests.Documentation;

/// <summary>Holds docs/replay-json.md to what <c>vpio replay --json</c> prints.</summary>
public partial class ReplayJsonTests
{
    private static readonly string Page = File.ReadAllText(RepositoryFiles.PathOf("docs", "replay-json.md")).ReplaceLineEndings("\n");

    /// <summary>The types of the page's table by key.</summary>
    private static readonly Dictionary<string, string> Types = Row().Matches(Page).ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Value);

    [Fact]
    public void EveryKeyOfARealRecordingIsListedWithItsType() =>
        AssertListed(CommandLine.RunJson("replay", "models/ne2k.yaml", "traces/ne2k_pci-boot.qemu.log.gz", "--variant", "qemu", "--json"));

    [Fact]
    public void EveryKeyOfARecordingWithDmaIsListedWithItsType() => AssertListed(WithDma());

    [Fact]
    public void EveryKeyOfARecordingWithHolesIsListedWithItsType() => AssertListed(WithHoles());

    [Fact]
    public void EveryKeyOfADeniedRecordingIsListedWithItsType() => AssertListed(Escape());

    [Fact]
    public void EveryKeyOfADamagedRecordingIsListedWithItsType() => AssertListed(Damaged());

    [Fact]
    public void EveryListedKeyIsPrinted()
    {
        var boot = CommandLine.RunJson("replay", "models/ne2k.yaml", "traces/ne2k_pci-boot.qemu.log.gz", "--variant", "qemu", "--json");
        var printed = new[] { boot, Escape(), Damaged(), WithDma(), WithHoles() }.SelectMany(json => JsonKeys.Leaves(json)).Select(leaf => leaf.Key).ToHashSet();
        Assert.Equal(Types.Keys.Order(), printed.Order());
    }

    [Fact]
    public void TheExampleIsWhatIsPrinted()
    {
        var printed = Escape();
        printed.Remove("hooked");
        Assert.Equal(printed.ToJsonString(), JsonNode.Parse(Example().Match(Page).Groups[1].Value)!.ToJsonString());
    }

    [Theory]
    [InlineData(0, "models/ne2k.yaml", "traces/ne2k_pci-boot.qemu.log.gz")]
    [InlineData(1, "docs/examples/tn8.yaml", "docs/examples/tn8-escape.qemu.log")]
    [InlineData(2, "docs/examples/tn8.yaml", "LICENSE")]
    [InlineData(3, "docs/examples/tn8.yaml", null)]
    public void TheExitStatusIsTheListedOne(int status, string model, string? recording)
    {
        Assert.Equal(status, CommandLine.RunOnPage("replay", model, recording ?? DamagedFile(), "--json").Status);
        Assert.Contains($"\n| {status} | ", Page, StringComparison.Ordinal);
    }

    private static JsonObject WithDma() => CommandLine.RunJson("replay", "models/pcnet.yaml", "traces/pcnet-boot.qemu.log.gz", "--json");

    private static JsonObject WithHoles() => CommandLine.RunJson("replay", "models/rtl8139.yaml", "traces/rtl8139-8139cp.qemu.log.gz", "--variant", "c_mode", "--json");

    private static JsonObject Escape() => CommandLine.RunJson("replay", "docs/examples/tn8.yaml", "docs/examples/tn8-escape.qemu.log", "--json");

    private static JsonObject Damaged() => CommandLine.RunJson("replay", "docs/examples/tn8.yaml", DamagedFile(), "--json");

    /// <summary>A recording that is cut while a cause is pending.</summary>
    private static string DamagedFile()
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory("replay").FullName, "damaged.log");
        File.WriteAllText(path, File.ReadAllText(RepositoryFiles.PathOf("docs", "examples", "tn8.qemu.log")).Split("level:0")[0]
            .Replace("write cpu 0 mr 0x1 addr 0x304 value 0x1 ", "write cpu 0 mr 0x1 addr 0x304 value 0x0 ", StringComparison.Ordinal));
        return path;
    }

    private static void AssertListed(JsonObject json) => Assert.All(JsonKeys.Leaves(json), leaf =>
    {
        Assert.True(Types.TryGetValue(leaf.Key, out var types), $"'{leaf.Key}' is not on the page");
        // A number may happen to be whole.
        Assert.Contains(types!.Split(" or "), type => type == JsonKeys.TypeOf(leaf.Value) || (type == "number" && JsonKeys.TypeOf(leaf.Value) == "integer"));
    });

    [GeneratedRegex(@"^\| `([^`]+)` \| ([a-z ]+) \| ", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex("```json\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Example();
}
