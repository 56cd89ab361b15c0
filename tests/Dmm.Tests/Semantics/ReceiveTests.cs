using Dmm.Hooking;
using Dmm.Modeling.Model;

namespace Dmm.Tests.Semantics;

/// <summary>Sentences of docs/semantics.md about the frames of several guests.</summary>
public class ReceiveTests
{
    private const string Own = "525400123456";
    private const string Group = "01005e000001";
    private const string Everybody = "ffffffffffff";

    /// <summary>A device that listens in a mode, with the station address <see cref="Own"/> and some bits in its hash.</summary>
    private static SmallDevice Listening(ulong mode, params int[] bits)
    {
        var device = ReceivingDevice.With(HookGoals.Frames);
        device.Write(ReceivingDevice.Command, 1);
        device.Write(ReceivingDevice.Mode, mode);
        foreach (var (each, i) in Convert.FromHexString(Own).Select((each, i) => (each, i)))
            device.Write(ReceivingDevice.Station + (uint)i, each);
        device.Write(ReceivingDevice.Hash, bits.Aggregate(0UL, (hash, bit) => hash | 1UL << bit), 8);
        return device;
    }

    private static bool Takes(SmallDevice device, string destination) => device.Receive().Takes(Convert.FromHexString(destination), device.State.Words);

    private static IEnumerable<ulong> Held(SmallDevice device) =>
        device.Receive().Widened.Select(widened => device.Receive().ValueInDevice(widened, device.State.Words));

    [Fact, Trait("sentence", "S49")]
    public void AWidenedRegisterHoldsMoreWhileTheGuestListens()
    {
        var device = Listening(mode: 0x10, 3);
        Assert.Equal([0x17UL, ulong.MaxValue], Held(device));
        device.Write(ReceivingDevice.Command, 0);
        Assert.Equal([0x10UL, 8UL], Held(device));
    }

    [Fact, Trait("sentence", "S49")]
    public void WhatDoesNotFitTheRegisterIsLeftOut()
    {
        var device = SmallDevice.Of(ReceivingDevice.Text.Replace("as: MODE | 7", "as: MODE << 4", StringComparison.Ordinal), HookGoals.Frames);
        device.Write(ReceivingDevice.Command, 1);
        device.Write(ReceivingDevice.Mode, 0x31);
        Assert.Equal(0x10UL, Held(device).First());
    }

    [Fact, Trait("sentence", "S50")]
    public void AReadOfAWidenedRegisterTellsTheMonitorNothing()
    {
        var device = Listening(mode: 1, 3);
        device.Read(ReceivingDevice.Hash, ulong.MaxValue, 8);
        device.Read(0x18, 0xff);
        Assert.Equal((1UL, 8UL), (device.ValueOf("MODE"), device.ValueOf("HASH")));
        Assert.Subset(device.Hooks.ToHashSet(), new HashSet<string> { "R MODE", "R HASH" });
    }

    [Fact, Trait("sentence", "S50")]
    public void AWidenedRegisterIsAnsweredWhereverItCanBeRead()
    {
        var reads = ReceivingDevice.With(HookGoals.Frames).Monitor.Tables.Plan.Hooks.Where(hook => !hook.IsWrite && hook.Register.Name == "MODE");
        Assert.Equal([0x18u], reads.Select(hook => hook.Offset)); // not where it is only written
    }

    [Fact, Trait("sentence", "S50")]
    public void TheDeviceIsNotReadForAWidenedRegister()
    {
        var text = ReceivingDevice.Text.Replace("save: none, restore: none }\n", "restore: write }\n", StringComparison.Ordinal)
            .Replace("memory: ram, restore: write", "memory: ram, save: none, restore: none", StringComparison.Ordinal);
        Assert.Subset(SmallDevice.Of(text, HookGoals.Handoff).Probed.ToHashSet(), new HashSet<string> { "MODE", "HASH" });
        var probed = SmallDevice.Of(text, HookGoals.Handoff | HookGoals.Frames).Probed.ToList();
        Assert.DoesNotContain("MODE", probed);
        Assert.DoesNotContain("HASH", probed);
        Assert.Contains("FIRST", probed);
    }

    [Fact, Trait("sentence", "S51"), Trait("sentence", "S52")]
    public void ExactlyTheseAreHookedForFrames()
    {
        var device = ReceivingDevice.With(HookGoals.Frames);
        Assert.Equal(
            ["R CAUSE", "R CUR", "R HASH", "R MODE", "R STAT", "W BND", "W CAUSE", "W CMD", "W CUR", "W END", "W FIRST", "W HASH", "W MAC", "W MASK", "W MODE"],
            device.Hooks.Order(StringComparer.Ordinal));
        Assert.Equal(["FIRST"], device.Probed);
    }

    [Fact, Trait("sentence", "S51")]
    public void WithoutTheGoalTheSectionChangesNothing()
    {
        var without = SmallDevice.Of(ReceivingDevice.Text.Replace(ReceivingDevice.Section, "", StringComparison.Ordinal));
        var with = SmallDevice.Of(ReceivingDevice.Text);
        Assert.Equal(without.Hooks, with.Hooks);
        Assert.Equal(without.Probed, with.Probed);
    }

    [Fact, Trait("sentence", "S52")]
    public void AHookForFramesIsAlwaysArmed() =>
        Assert.All(ReceivingDevice.With(HookGoals.Frames).Monitor.Tables.Plan.Hooks, hook => Assert.Equal(0UL, hook.Armed));

    [Theory, Trait("sentence", "S53")]
    [InlineData(0, Own, true)]
    [InlineData(0, "525400123457", false)]
    [InlineData(0, Everybody, false)]
    [InlineData(0, Group, false)]
    [InlineData(1, Everybody, true)]
    [InlineData(1, Group, false)]
    [InlineData(4, "525400123457", true)]
    [InlineData(4, Everybody, false)]
    [InlineData(4, Group, false)]
    [InlineData(2, "525400123457", false)]
    [InlineData(0xf, Own, false)] // it does not listen
    [InlineData(0, "5254001234", false)] // cut off
    [InlineData(0, "", false)]
    public void AFrameIsAGuestsWhenItsNicAloneWouldHaveTakenIt(ulong mode, string destination, bool expected) =>
        Assert.Equal(expected, Takes(Listening(mode), destination));

    [Theory, Trait("sentence", "S53")]
    [InlineData(2, Group, true)]
    [InlineData(0, Group, false)]
    [InlineData(2, "01005e000002", false)]
    [InlineData(2, Everybody, false)]
    public void AGroupIsTakenWhenTheHashHasItsBit(ulong mode, string destination, bool expected) =>
        Assert.Equal(expected, Takes(Listening(mode, GroupHash.BitOf(Convert.FromHexString(Group))), destination));

    [Fact, Trait("sentence", "S53")]
    public void EverybodyIsAGroupToo() => Assert.True(Takes(Listening(2, GroupHash.BitOf(Convert.FromHexString(Everybody))), Everybody));

    [Fact, Trait("sentence", "S53")]
    public void WhatIsLeftOutIsNeverTaken()
    {
        var device = SmallDevice.Of(ReceivingDevice.Text.Replace(
            "accepts: { station: MAC, broadcast: MODE.ALL, groups: { when: MODE.GROUPS, hash: HASH }, everything: MODE.ANY }", "accepts: { station: MAC }", StringComparison.Ordinal), HookGoals.Frames);
        device.Write(ReceivingDevice.Command, 1);
        device.Write(ReceivingDevice.Mode, 7);
        device.Write(ReceivingDevice.Hash, ulong.MaxValue, 8);
        Assert.True(Takes(device, "000000000000"));
        Assert.All([Own, Group, Everybody], destination => Assert.False(Takes(device, destination)));
    }

    /// <summary>Found with zlib's crc32, its complement taken back and its bits turned round.</summary>
    [Theory, Trait("sentence", "S54")]
    [InlineData(Everybody, 63)]
    [InlineData(Group, 31)]
    [InlineData("333300000001", 62)]
    [InlineData("0180c2000000", 25)]
    [InlineData("01005e0000fb", 15)]
    public void TheBitOfAGroupIsTheUpperSixBitsOfItsCrc(string address, int bit) => Assert.Equal(bit, GroupHash.BitOf(Convert.FromHexString(address)));
}
