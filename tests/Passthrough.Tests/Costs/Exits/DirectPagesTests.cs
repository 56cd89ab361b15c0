using System.Text;
using Dmm.Compilation;
using Dmm.Devices;
using Dmm.Hooking;
using Dmm.Modeling.Loading;
using Passthrough.Multiplexing.Sharing;

namespace Passthrough.Tests.Costs.Exits;

/// <summary>Which pages of registers a guest may reach without the monitor: none in which the monitor would see or deny anything.</summary>
public sealed class DirectPagesTests
{
    private const int Pages = 10;

    /// <summary>One case a page. In none but the second and the third may a guest do as it likes.</summary>
    private const string Model = """
        model: small
        title: a device with pages of registers
        soundness: pio-only
        regions:
          mmio: { space: memory, bar: 0, size: 0x9000 }
          again: { space: memory, bar: 1, size: 0x9000, same_as: mmio }
        registers:
          CR: { at: mmio+0x0000, fields: { ON: 0, PS: 7 } }
          GO: { at: mmio+0x4000 }
          WIDE: { at: mmio+0x6000, size: 4 }
          FIFO: { at: mmio+0x8000, size: [1, 2, 4, 8], access: stream }
        paging: { mmio+0x7000..0x7fff: CR.PS }
        harmless:
          - { reads: [mmio+0x0001..0x0fff], source: ds }
          - { reads: [mmio+0x1000..0x1fff], source: ds }
          - { reads: [mmio+0x2000..0x2fff], writes: [mmio+0x2000..0x2fff], source: ds }
          - { reads: [mmio+0x3000..0x37ff, mmio+0x3801..0x3fff], writes: [mmio+0x3000..0x37ff, mmio+0x3801..0x3fff], source: ds }
          - { reads: [mmio+0x4001..0x4fff], writes: [mmio+0x4001..0x4fff], source: ds }
          - { reads: [mmio+0x5000..0x5fff], writes: [mmio+0x5000..0x5ffe], source: ds }
          - { reads: [mmio+0x6004..0x6fff], writes: [mmio+0x6004..0x6fff], source: ds }
          - { reads: [mmio+0x7000..0x7fff], writes: [mmio+0x7000..0x7fff], page: 0, source: ds }
          - { reads: [mmio+0x8001..0x8fff], writes: [mmio+0x8001..0x8fff], source: ds }
        machines:
          unit:
            initial: off
            states: { off: { reusable: true }, on: {}, busy: {} }
            transitions:
              - { from: off, to: on, on: write CR, when: CR.ON }
              - { from: on, to: busy, on: write GO }
              - { from: on, to: busy, on: write FIFO }
              - { from: busy, to: off, on: write CR, when: not CR.ON }
        """;

    [Theory]
    [InlineData(0, "None", "a hooked register")]
    [InlineData(1, "Read", "reads that are harmless, and writes that are not listed")]
    [InlineData(2, "Both", "nothing but what is harmless")]
    [InlineData(3, "None", "a byte that is not listed")]
    [InlineData(4, "None", "a register that is hooked in one state")]
    [InlineData(5, "Read", "a byte whose write is not listed")]
    [InlineData(6, "None", "a register that takes one size")]
    [InlineData(7, "None", "what is harmless in one bank")]
    [InlineData(8, "Read", "a register that takes each size and is hooked for writing in one state")]
    [InlineData(9, "None", "nothing: it is beyond the region")]
    public void APageIsMappedIfTheMonitorHasNothingToDoWithIt(int page, string access, string holds)
    {
        var tables = Small();
        Assert.True(access == DirectPages.Of(tables, 0, Pages)[page].ToString(), $"page {page} holds {holds}");
    }

    [Fact]
    public void ARegionThatShowsAnotherIsJudgedLikeIt() => Assert.Equal(DirectPages.Of(Small(), 0, Pages), DirectPages.Of(Small(), 1, Pages));

    [Fact]
    public void WithoutTheRestHooksAloneKeepTheirPages() =>
        Assert.Equal(["Read", "Both", "Both", "Both", "Read", "Both", "Both", "Both", "Read", "Both"], DirectPages.WithoutHook(Small(), 0, Pages).Select(page => page.ToString()));

    /// <summary>Mapped pages would save nothing where they can be kept apart from what is denied, so the live path maps none. A model for which that changes shows it here.</summary>
    [Theory]
    [InlineData("e1000.yaml", "i82540em")]
    [InlineData("e1000.yaml", "qemu")]
    [InlineData("i8255x.yaml", "i82559")]
    [InlineData("pcnet.yaml", "am79c970a")]
    [InlineData("rtl8139.yaml", "rtl8139")]
    [InlineData("tulip.yaml", "dec21143")]
    [InlineData("virtio.yaml", "modern")]
    public void NoModelHasAPageThatMayBeMapped(string file, string variant)
    {
        var tables = SharingHooks.Compile(ModelLoader.Load(file, RepositoryFiles.Bytes("models", file), variant).Model!);
        var regions = tables.Model.Regions.Where(region => region.Space == RegionSpace.Memory).ToList();
        Assert.NotEmpty(regions);
        Assert.All(regions, region => Assert.All(DirectPages.Of(tables, region.Number, (int)(region.Size / HookPlan.PageBytes) + 1), page => Assert.Equal(PageAccess.None, page)));
    }

    private static MonitorTables Small()
    {
        var loaded = ModelLoader.Load("small.yaml", Encoding.UTF8.GetBytes(Model), null);
        Assert.True(loaded.Model is not null, string.Join('\n', loaded.Diagnostics));
        return TableCompiler.Compile(loaded.Model, HookGoals.Handoff | HookGoals.Dma);
    }
}
