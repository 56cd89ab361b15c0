using Dmm.Drafting;
using Dmm.Tracing;

namespace Dmm.Tests.Drafting;

/// <summary>What a draft says of guest memory is what the recording shows: which class of DMA, which registers name addresses, which writes begin something.</summary>
public class DraftedMemoryTests
{
    [Theory]
    [InlineData("ne2k_pci-boot.qemu.log.gz", "pio-only")]
    [InlineData("e1000-boot.qemu.log.gz", "descriptor-addressed")]
    [InlineData("pcnet-boot.qemu.log.gz", "descriptor-addressed")]
    [InlineData("rtl8139-8139cp.qemu.log.gz", "descriptor-addressed")]
    [InlineData("rtl8139-8139too.qemu.log.gz", "register-addressed")]
    public void SoundnessIsWhatTheDmasShow(string recording, string soundness)
    {
        var draft = Draft(recording);

        Assert.Contains($"\nsoundness: {soundness}\n", draft, StringComparison.Ordinal);
        Assert.Equal(soundness != "pio-only", draft.Contains("DMA reads and", StringComparison.Ordinal));
    }

    [Fact]
    public void RegistersThatNameAddressesAreChecked()
    {
        var draft = Draft("rtl8139-8139too.qemu.log.gz");

        Assert.Contains("windows: { memory: { space: guest } }", draft, StringComparison.Ordinal);
        foreach (var address in (string[])["20", "24", "28", "2C"])
            Assert.Contains($"_in_memory: {{ dma: read, at: R{address},", draft, StringComparison.Ordinal);
        Assert.Contains("_in_memory: { dma: write, at: R30,", draft, StringComparison.Ordinal);
    }

    [Fact]
    public void RingOfDescriptorsIsSuspected() =>
        Assert.Contains("mostly 16 bytes at a time: perhaps the base of a ring of descriptors", Draft("e1000-boot.qemu.log.gz"), StringComparison.Ordinal);

    [Theory]
    [InlineData("rtl8139-8139too.qemu.log.gz", "R10", "a write may begin something")] // TSD
    [InlineData("ne2k_pci-boot.qemu.log.gz", "R07", "restore: virtual")] // ISR
    public void RegisterWithASideEffectIsNotWrittenBack(string recording, string register, string why) =>
        Assert.Matches($@"register: {register}, save: none, restore: none.*{why}", Draft(recording));

    private static string Draft(string name)
    {
        using var reader = TraceReaders.Open(File.OpenRead(RepositoryFiles.PathOf("traces", name)), new TraceReaderOptions());
        return ModelDraft.Of("nic", name, RecordingSurvey.Of(reader));
    }
}
