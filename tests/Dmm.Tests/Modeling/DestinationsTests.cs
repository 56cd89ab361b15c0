using Dmm.Modeling.Loading;
using Dmm.Modeling.Model;

namespace Dmm.Tests.Modeling;

/// <summary>Which frames an e1000 and a PCnet take for a guest, by the sections <c>delivery</c> of their models.</summary>
public class DestinationsTests
{
    private static readonly byte[] Station = [0x52, 0x54, 0x00, 0x12, 0x34, 0x60], Stranger = [0x52, 0x54, 0x00, 0x12, 0x34, 0x61];
    private static readonly byte[] Broadcast = [0xff, 0xff, 0xff, 0xff, 0xff, 0xff], Group = [0x01, 0x00, 0x5e, 0x00, 0x00, 0x7b];

    [Theory]
    [InlineData(15, true)]
    [InlineData(0, true)]
    [InlineData(16, false)] // there are no more than sixteen
    public void AnE1000TakesWhatIsToOneOfItsAddresses(int number, bool isTaken)
    {
        var (model, words) = Of("e1000.yaml");
        if (number < 16)
        {
            words[WordOf(model, $"RA{2 * number}")] = 0x12005452;
            words[WordOf(model, $"RA{2 * number + 1}")] = 0x80006034;
        }
        Assert.Equal(isTaken, model.Delivery!.Accepts.Takes(Station, words));
        Assert.False(model.Delivery.Accepts.Takes(Stranger, words));
        Assert.False(model.Delivery.Accepts.Takes(Broadcast, words));
    }

    [Fact]
    public void AnAddressThatIsNotValidDoesNotCount()
    {
        var (model, words) = Of("e1000.yaml");
        (words[WordOf(model, "RA0")], words[WordOf(model, "RA1")]) = (0x12005452, 0x00006034);
        Assert.False(model.Delivery!.Accepts.Takes(Station, words));
    }

    [Theory]
    [InlineData(0, 0x7b0)] // RCTL.MO: which twelve bits of the last two bytes
    [InlineData(1, 0xf60)]
    [InlineData(2, 0xec0)]
    [InlineData(3, 0xb00)]
    public void AnE1000LooksGroupsUpByBitsOfTheirAddress(ulong offset, int bit)
    {
        var (model, words) = Of("e1000.yaml");
        words[WordOf(model, "RCTL")] = offset << 12;
        Assert.False(model.Delivery!.Accepts.Takes(Group, words));
        words[WordOf(model, $"MTA{bit / 32}")] = 1UL << bit % 32;
        Assert.True(model.Delivery.Accepts.Takes(Group, words));
    }

    [Fact]
    public void APcnetLooksGroupsUpByAReflectedCrc()
    {
        var (model, words) = Of("pcnet.yaml");
        words[WordOf(model, "LADRF")] = 1UL << 26;
        Assert.True(model.Delivery!.Accepts.Takes(Group, words));
        words[WordOf(model, "LADRF")] = ~(1UL << 26);
        Assert.False(model.Delivery.Accepts.Takes(Group, words));
    }

    [Fact]
    public void WhatIsTakenOfOthersIsUpToTheScenario()
    {
        var (model, words) = Of("e1000.yaml");
        words[WordOf(model, "RCTL")] = 0x18; // UPE, MPE
        Assert.True(model.Delivery!.Accepts.Takes(Stranger, words));
        Assert.False(model.Delivery.Accepts.Takes(Stranger, words, isPromiscuous: false));
        Assert.True(model.Delivery.Accepts.Takes(Group, words, isPromiscuous: false));
        Assert.False(model.Delivery.Accepts.Takes(Station.AsSpan(0, 5), words));
    }

    private static (DeviceModel Model, ulong[] Words) Of(string file)
    {
        var model = ModelLoader.Load(file, RepositoryFiles.Bytes("models", file)).Model!;
        return (model, new ulong[model.StateWords]);
    }

    private static int WordOf(DeviceModel model, string register) => model.Registers.Single(each => each.Name == register).Word;
}
