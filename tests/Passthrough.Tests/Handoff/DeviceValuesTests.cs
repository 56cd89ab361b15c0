using Dmm.Modeling.Model;
using Passthrough.Guests.Scripted;
using Passthrough.Handoff;
using Passthrough.Multiplexing;
using Passthrough.Multiplexing.Sharing;
using Passthrough.Multiplexing.Turns;
using Passthrough.Tests.Multiplexing;
using Passthrough.Tests.Qemu;

namespace Passthrough.Tests.Handoff;

/// <summary>A hand-off writes no register of which the device is known to hold the value, and every other.</summary>
public class DeviceValuesTests
{
    private const uint Pba = 0x1000, Itr = 0xc4;
    private const ulong Split = 0x0010_0030; // of the packet memory, 48 and 16 KiB

    private static readonly DeviceModel Pcnet = Cards.Of("pcnet.yaml", "am79c970a").Model, E1000 = Cards.Of("e1000.yaml", "qemu").Model;

    [Theory]
    [InlineData("BCR2", true)] // configuration
    [InlineData("TEST", true)]
    [InlineData("LED0", false)] // the device changes it
    [InlineData("BCR20", false)] // the device changes a field of it
    [InlineData("CSR0", false)] // commands
    [InlineData("RCVRC", false)] // a rule is about its writes
    [InlineData("RAP", false)] // selects others
    public void OnlyWhatHoldsWhatIsWrittenAndDoesNothingMoreIsKnown(string name, bool isKnown)
    {
        var values = new DeviceValues(Pcnet, _ => false);
        var register = Of(Pcnet, name);

        values.Follow(register, isWrite: true, 5);

        Assert.Equal(isKnown, values.Have(register, 5));
        Assert.False(values.Have(register, 6));
    }

    [Fact]
    public void AResetLeavesOnlyWhatTheModelSaysSurvivesOne()
    {
        var values = new DeviceValues(Pcnet, _ => false);
        foreach (var name in new[] { "BCR2", "TEST", "BUSTIMER" })
            values.Follow(Of(Pcnet, name), isWrite: true, 5);

        values.Follow(Of(Pcnet, "RESET"), isWrite: false, 0);

        Assert.Equal((true, false, false), (values.Have(Of(Pcnet, "BCR2"), 5), values.Have(Of(Pcnet, "TEST"), 5), values.Have(Of(Pcnet, "BUSTIMER"), 5)));
    }

    [Theory]
    [InlineData(0x0400_0000u, false)]
    [InlineData(0x0000_0040u, true)]
    public void AWriteThatResetsByOneOfItsBitsLeavesNothingAndAnotherDoes(uint control, bool isKnown)
    {
        var values = new DeviceValues(E1000, _ => false);
        values.Follow(Of(E1000, "TIPG"), isWrite: true, 5);

        values.Follow(Of(E1000, "CTRL"), isWrite: true, control);

        Assert.Equal(isKnown, values.Have(Of(E1000, "TIPG"), 5));
    }

    /// <summary>What a guest wrote without a hook is not known, though its state block says something.</summary>
    [Fact]
    public void OfAGuestThatHadTheDeviceOnlyWhatIsFollowedIsKnown()
    {
        var values = new DeviceValues(Pcnet, register => register.Name == "BCR9");
        var words = new ulong[Pcnet.StateWords];
        values.Follow(Of(Pcnet, "BUSTIMER"), isWrite: true, 0);

        values.Begin(words);

        Assert.Equal((true, false, false), (values.Have(Of(Pcnet, "BCR2"), 0), values.Have(Of(Pcnet, "BCR9"), 0), values.Have(Of(Pcnet, "BUSTIMER"), 0)));
    }

    /// <summary>Two guests with one driver set up their NICs alike; but what one of them alone has set is written at each hand-off.</summary>
    [QemuFact]
    public void AHandOffBetweenLikeGuestsWritesOnlyWhatDiffers()
    {
        using var nic = Started.Nic(new() { Device = "e1000", Guests = 2, MemoryMib = 1 });
        var multiplexer = new Multiplexer(Cards.Of("e1000.yaml", "qemu"), nic, null, new FairScheduler(leastMs: 1, mostMs: 2), new SharingOptions { DeadlineMs = 2_000 });
        var wrong = 0;
        for (uint number = 1; number <= 2; number++)
        {
            var own = number;
            multiplexer.Add(new ScriptedGuest($"guest {own}", new ScriptOf(async io =>
            {
                await io.Write(Pba, 4, Split);
                await io.Write(Itr, 4, own);
                for (var i = 0; i < 500; i++)
                {
                    var read = (await io.Read(Pba, 4), await io.Read(Itr, 4));
                    wrong += read == (Split, own) ? 0 : 1;
                }
            })));
        }

        multiplexer.Run(60_000_000_000);

        Assert.Equal(0, wrong);
        Assert.InRange(multiplexer.Handoffs.Count, 5, long.MaxValue);
        Assert.InRange(multiplexer.Handoffs.Accesses / multiplexer.Handoffs.Count, 1, 75);
    }

    private static RegisterInfo Of(DeviceModel model, string name) => model.Registers.Single(register => register.Name == name);
}
