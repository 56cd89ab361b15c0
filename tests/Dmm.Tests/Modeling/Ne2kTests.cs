using System.Text;
using Dmm.Modeling.Loading;
using Dmm.Modeling.Model;

namespace Dmm.Tests.Modeling;

/// <summary>The shipped model of the NE2000, as its readers are promised it.</summary>
public class Ne2kTests
{
    private static readonly byte[] Bytes = RepositoryFiles.Bytes("models", "ne2k.yaml");

    [Fact]
    public void NoVariantHasAMistake()
    {
        var result = ModelLoader.CheckAll("ne2k.yaml", Bytes);
        Assert.True(result.Diagnostics.Count == 0, Loading.Show(result.Diagnostics));
        Assert.True(result.Succeeded);
    }

    [Fact]
    public void ItHasAtMostThreeHundredLines() => Assert.InRange(Encoding.UTF8.GetString(Bytes).Split('\n').Length - 1, 1, 300);

    [Fact]
    public void TheTransmitterAndRemoteDmaRestInIdle()
    {
        var machines = Variant(null).Machines;
        Assert.Equal(["transmitter", "remote_dma"], machines.Select(machine => machine.Name));
        Assert.All(machines, machine => Assert.Equal("idle", machine.Initial.Name));
        Assert.All(machines, machine => Assert.Equal("idle", Assert.Single(machine.States, state => state.Reusable).Name));
    }

    [Fact]
    public void ItsVariantsAreTheChipAndTwoOthers() => Assert.Equal(["dp8390", "rtl8029", "qemu"], Variant(null).Variants);

    [Theory]
    [InlineData(null, "dp8390")]
    [InlineData("dp8390", "dp8390")]
    [InlineData("rtl8029", "rtl8029")]
    [InlineData("qemu", "qemu")]
    public void EachVariantCanBeRun(string? asked, string loaded)
    {
        var model = Variant(asked);
        Assert.Equal(loaded, model.Variant);
    }

    [Fact]
    public void QemuHasTwiceTheMemoryAndGivesBackLessOnPageTwo()
    {
        Assert.Equal(0x4000u, Window(Variant("dp8390"), "ram").Size);
        Assert.Equal(0x8000u, Window(Variant("qemu"), "ram").Size);
        Assert.NotNull(Register(Variant("dp8390"), "TPSR").Readback);
        Assert.Null(Register(Variant("qemu"), "TPSR").Readback);
        Assert.NotNull(Register(Variant("qemu"), "PSTART").Readback);
    }

    [Fact]
    public void OnlyTheClonesHavePageThree()
    {
        Assert.DoesNotContain(Variant("dp8390").Registers, register => register.Pages?.Contains(3) == true);
        Assert.Contains(Variant("rtl8029").Registers, register => register.Name == "CONFIG3");
    }

    private static DeviceModel Variant(string? name) => ModelLoader.Load("ne2k.yaml", Bytes, name).Model!;

    private static WindowInfo Window(DeviceModel model, string name) => model.Windows.Single(window => window.Name == name);

    private static RegisterInfo Register(DeviceModel model, string name) => model.Registers.Single(register => register.Name == name);
}
