using Dmm.Modeling.Loading;
using Passthrough.Nics;
using Passthrough.Tests.Qemu;
using Passthrough.Verification;

namespace Passthrough.Tests.Verification;

/// <summary>Hand-offs of NICs that reach memory: rings and buffers of each guest lie at other addresses of the host, and all that it reads is as it is alone.</summary>
public class DmaEquivalenceTests
{
    [QemuTheory]
    [InlineData("e1000", 100)]
    [InlineData("pcnet", 100)]
    [InlineData("tulip", 100)]
    [InlineData("i8255x", 100)]
    [InlineData("virtio", 100)]
    public void NoGuestCanTellOnQemu(string name, long handoffs)
    {
        var bench = NicCatalog.Find(name)!.OnQemu!;
        var loaded = ModelLoader.Load(name + ".yaml", File.ReadAllBytes(RepositoryFiles.PathOf("models", name + ".yaml")), bench.Variant);
        Assert.True(loaded.Model is not null, string.Join('\n', loaded.Diagnostics));

        var result = HandoffEquivalence.Verify(VerificationOptions.On(bench, loaded.Model, 2, 1), handoffs);

        Assert.Null(result.Problem);
        Assert.True(result.Failure is null, result.Failure?.Differences[0].ToString());
        Assert.True(result.Handoffs >= handoffs);
    }

    [Fact]
    public void EveryModelThatIsVerifiedHasABenchOnQemu() => Assert.All(NicCatalog.Verifiable, nic => Assert.NotNull(nic.OnQemu));

    [Fact]
    public void ADeviceThatIsNotSimulatedHasNoSuchBench() => Assert.Null(NicCatalog.Find("e1000")!.Find("simulated"));
}
