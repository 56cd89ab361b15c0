using Dmm.Modeling.Loading;
using Passthrough.Tests.Qemu;
using Passthrough.Verification.Isolation.Search;
using Xunit.Abstractions;

namespace Isolation.Tests;

/// <summary>Hostile guests drawn from the model find nothing. VPIO_ISOLATION_ACCESSES makes the search as long as one likes.</summary>
public class SearchTests(ITestOutputHelper output)
{
    private static readonly long? Asked = long.TryParse(Environment.GetEnvironmentVariable("VPIO_ISOLATION_ACCESSES"), out var number) ? number : null;

    [Fact]
    public void NoGuestBreaksOutOfTheSimulatedCard() => Search("ne2k", null, "simulated", 1_000_000);

    [QemuTheory]
    [InlineData("ne2k", "qemu")]
    [InlineData("rtl8139", "qemu")]
    [InlineData("rtl8139", "c_mode")]
    [InlineData("e1000", "qemu")]
    [InlineData("pcnet", null)]
    [InlineData("tulip", null)]
    [InlineData("i8255x", null)]
    [InlineData("virtio", null)]
    public void NoGuestBreaksOutOfQemusCard(string model, string? variant) => Search(model, variant, "qemu", 8_000); // scripts/isolation makes a million

    private void Search(string name, string? variant, string device, long accesses)
    {
        var bytes = RepositoryFiles.Bytes("models", name + ".yaml");
        var any = ModelLoader.Load(name + ".yaml", bytes).Model!;
        var bench = SearchBench.Find(any, device)!;
        var model = ModelLoader.Load(name + ".yaml", bytes, variant ?? bench.Variant).Model!;
        var result = IsolationSearch.Search(new SearchOptions { Model = model, Bench = bench, Accesses = Asked ?? accesses });
        output.WriteLine($"{result.Accesses} accesses in {result.Steps} steps of {result.Scripts} scripts, {result.Denied} denied, {result.Handoffs} hand-offs, {result.Evictions} evictions, coverage {result.Coverage}; victim sent {result.Sent}, received {result.Received}; {result.Time.TotalSeconds:f1} s; {result.Problem}");
        foreach (var finding in result.Findings)
            output.WriteLine($"FOUND {finding.Kind} after {finding.AfterAccesses} accesses, {finding.Steps} steps: {finding.Text}\n{finding.Script}");
        Assert.Null(result.Problem);
        Assert.True(result.Findings.Count == 0, result.Findings.Count > 0 ? $"{result.Findings[0].Text}\n{result.Findings[0].Script}" : "");
        Assert.True(result.Accesses >= (Asked ?? accesses) && result.Denied > 0 && result.Sent > 0, "the guests do too little to tell anything");
        Assert.True(result.Handoffs + result.Evictions >= 2 * result.Scripts, "the device changes hands too seldom to tell anything"); // it is handed on by accesses, so a busy machine is no excuse
    }
}
