namespace Vpio.Tests;

/// <summary>What the verbs print of NICs that reach guest memory: costs per frame, whole pages, the goal shadow, and places behind an index.</summary>
public class DmaNicTests
{
    [Theory]
    [InlineData("models/e1000.yaml", "traces/e1000-boot.qemu.log.gz", "qemu", 25)]
    [InlineData("models/rtl8139.yaml", "traces/rtl8139-8139too.qemu.log.gz", "c_mode", 782)]
    [InlineData("models/rtl8139.yaml", "traces/rtl8139-8139cp.qemu.log.gz", "qemu", 417)]
    [InlineData("models/pcnet.yaml", "traces/pcnet-boot.qemu.log.gz", "am79c970a", 15)]
    public void TheCostPerFrameIsPrinted(string model, string recording, string variant, int frames)
    {
        var (status, output, _) = CommandLine.Run("replay", model, recording, "--variant", variant, "--for", "handoff,dma,shadow");
        var hooked = CommandLine.RunJson("replay", model, recording, "--variant", variant, "--for", "handoff,dma,shadow", "--json")["hooked"]!;

        Assert.Equal(0, status);
        Assert.Matches(@"Hooked      for handoff, dma and shadow: .* per frame\)", output);
        Assert.Equal((double)hooked["accesses"]! / frames, (double)hooked["perFrame"]!, 6);
    }

    [Theory]
    [InlineData("models/pcnet.yaml", "traces/pcnet-boot.qemu.log.gz", "10 interrupts; 9 frames sent, 6 received; 2.6 s")]
    [InlineData("models/rtl8139.yaml", "traces/rtl8139-8139too.qemu.log.gz", "766 interrupts; 388 frames sent, 394 received; 3.7 s")]
    [InlineData("models/pcnet.yaml", "traces/pcnet-ipxe.vpt.gz", "0 interrupts; 5.9 s")]
    public void FramesThatAreNotCountedAreNotCalledNone(string model, string recording, string shown) =>
        Assert.Contains(shown, CommandLine.Run("replay", model, recording).Output, StringComparison.Ordinal);

    [Fact]
    public void WhatTheDeviceReadInAnEntryIsNotOfPowerOn() =>
        Assert.Matches(@"\n  rx_base +0x29eb000 +\d+ +\d+\.\d+ +entry that the device read", CommandLine.Run("explain", "models/pcnet.yaml", "traces/pcnet-boot.qemu.log.gz", "--at", "300").Output.ReplaceLineEndings("\n"));

    [Fact]
    public void WhatWholePagesWouldCatchStandsBesideWhatIsHooked()
    {
        var output = CommandLine.Run("replay", "models/e1000.yaml", "traces/e1000-boot.qemu.log.gz", "--variant", "qemu").Output;
        var hooked = CommandLine.RunJson("replay", "models/e1000.yaml", "traces/e1000-boot.qemu.log.gz", "--variant", "qemu", "--json")["hooked"]!;

        Assert.Contains($"where memory cannot be hooked register by register: {(long)hooked["perPage"]!:N0} (", output, StringComparison.Ordinal);
        Assert.InRange((long)hooked["perPage"]!, (long)hooked["accesses"]!, 16_697);
    }

    [Fact]
    public void ADeviceOfPortsHasNoPages() =>
        Assert.DoesNotContain("whole pages", CommandLine.Run("replay", "models/ne2k.yaml", "traces/ne2k_pci-boot.qemu.log.gz").Output, StringComparison.Ordinal);

    [Fact]
    public void TheGoalShadowHasReasonsOfItsOwn()
    {
        var (status, output, _) = CommandLine.Run("hooks", "models/e1000.yaml", "--for", "handoff,dma,shadow");

        Assert.Equal(0, status);
        Assert.Contains("R TDBA    TDBA holds another address in the device: the monitor answers with the guest's own", output, StringComparison.Ordinal);
        Assert.Contains("R ICR     ICR: what a cause reports is carried back before the guest reads it", output, StringComparison.Ordinal);
        Assert.Contains("without shadow descriptors:", output, StringComparison.Ordinal);
        Assert.Contains("handoff,dma,shadow", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("models/e1000.yaml", "shadow", "--for shadow needs dma too")]
    [InlineData("models/ne2k.yaml", "dma,shadow", "has no addresses of guest memory")]
    public void WhatTheGoalShadowCannotServeIsSaid(string model, string goals, string expected)
    {
        var (status, _, errors) = CommandLine.Run("hooks", model, "--for", goals);

        Assert.Equal(2, status);
        Assert.Contains(expected, errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("hooks", "csr[1..2]")]
    [InlineData("replay", "csr[1..2]")]
    [InlineData("hooks", "bcr[20] ")]
    [InlineData("coverage", "a read of csr[1]\n")]
    public void APlaceBehindAnIndexIsNamedByItsIndex(string verb, string place)
    {
        var output = CommandLine.Run(verb, "models/pcnet.yaml", "traces/pcnet-boot.qemu.log.gz").Output;

        Assert.Contains(place, output.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.DoesNotMatch(@"\b(csr|bcr)\+0x", output);
    }

    [Fact]
    public void ADeniedRecordingOfADeviceWithAnIndexIsShrunkToFiles()
    {
        var folder = Directory.CreateTempSubdirectory("shrink");
        try
        {
            var recording = Path.Combine(folder.FullName, "denied.log");
            using (var reader = new StreamReader(new System.IO.Compression.GZipStream(File.OpenRead(RepositoryFiles.PathOf("traces", "pcnet-boot.qemu.log.gz")), System.IO.Compression.CompressionMode.Decompress)))
                File.WriteAllText(recording, reader.ReadToEnd().Replace("value 0xd000 size 2", "value 0xd002 size 2", StringComparison.Ordinal));
            Assert.Equal(0, CommandLine.Run("shrink", "models/pcnet.yaml", recording, "--output", Path.Combine(folder.FullName, "small")).Status);
            Assert.Contains("denied", CommandLine.Run("replay", "models/pcnet.yaml", Path.Combine(folder.FullName, "small.vpt")).Output, StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void AReportNamesThemLikewiseAndGivesARegisterOneRow()
    {
        var folder = Directory.CreateTempSubdirectory("dma");
        try
        {
            var page = Path.Combine(folder.FullName, "page.html");
            Assert.Equal(0, CommandLine.Run("report", "models/pcnet.yaml", "traces/pcnet-boot.qemu.log.gz", "--output", page).Status);
            var html = File.ReadAllText(page);
            Assert.Contains("<code>csr[1..2]</code>", html, StringComparison.Ordinal);
            Assert.Contains("9 sent, 6 received", html, StringComparison.Ordinal);
            Assert.DoesNotMatch(@"<code>(csr|bcr)\+0x", html);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
