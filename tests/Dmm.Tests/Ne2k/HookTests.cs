using Dmm.Hooking;
using Dmm.Modeling.Model;
using Dmm.Replaying;

namespace Dmm.Tests.Ne2k;

/// <summary>What must be hooked of an NE2000, and what that costs on a bulk download.</summary>
public class HookTests
{
    private const string Download = "ne2k_pci-down.qemu.log.gz";

    [Fact]
    public void AHandOffTakesAtMostSixPercentOfAccesses()
    {
        var report = Ne2kModel.Replay(Download, "dp8390", HookGoals.Handoff);

        Assert.InRange(Fraction(report), 0.01, 0.06);
    }

    [Fact]
    public void BothGoalsTakeAtMostSixPercentAndSixteenPerFrame()
    {
        var report = Ne2kModel.Replay(Download, "dp8390");

        Assert.InRange(Fraction(report), 0.01, 0.06);
        Assert.InRange((double)report.Hooked.Accesses / (report.FramesSent + report.FramesReceived)!.Value, 1, 16);
    }

    [Theory]
    [InlineData(HookGoals.Handoff, 0.9728)]
    [InlineData(Ne2kModel.Both, 0.9753)]
    public void AnEmulationWhoseDataPortObeysNoCommandIsFollowedAtEachOfItsAccesses(HookGoals goals, double fraction)
    {
        var report = Ne2kModel.Replay(Download, "qemu", goals);
        var moved = report.Hooked.Ports.Where(port => port.Hook.Register.Name == "DATA").Sum(port => port.Accesses);

        Assert.Equal(fraction, Fraction(report), 0.0001);
        Assert.InRange((double)(report.Hooked.Accesses - moved) / report.Accesses, 0.01, 0.063); // the rest costs what it does without
    }

    [Theory]
    [InlineData(HookGoals.Handoff)]
    [InlineData(Ne2kModel.Both)]
    public void PageTwoSavesHooks(HookGoals goals) =>
        Assert.True(Ne2kModel.Replay(Download, "dp8390", goals).Hooked.Accesses < Ne2kModel.Replay(Download, "qemu", goals).Hooked.Accesses);

    [Fact]
    public void WriteOnlyRegistersAreHookedExactlyWhereNoPageGivesThemBack()
    {
        Assert.Contains("IMR", InEveryState(Ne2kModel.Load("qemu"), HookGoals.Handoff));
        Assert.DoesNotContain("IMR", InEveryState(Ne2kModel.Load("dp8390"), HookGoals.Handoff));
        Assert.Contains("TBCR", InEveryState(Ne2kModel.Load("dp8390"), HookGoals.Handoff));
    }

    [Theory]
    [InlineData("dp8390")]
    [InlineData("rtl8029")]
    public void TheDataPortOfAChipIsNeverHooked(string variant) =>
        Assert.DoesNotContain("DATA", Registers(Ne2kModel.Load(variant), Ne2kModel.Both));

    [Fact]
    public void CurrIsHookedOnlyWhileItsPageIsSelected()
    {
        var port = Ne2kModel.Replay(Download).Hooked.Ports.Single(port => port.Hook.Register.Name == "CURR");

        Assert.Equal([1], port.Hook.Pages);
        Assert.Equal(3, port.Accesses);
        Assert.Equal(3156, port.PerPort);
        Assert.Equal(["ISR"], port.Dragged);
    }

    [Fact]
    public void EveryHookHasAReason() =>
        Assert.All(HookDerivation.Derive(Ne2kModel.Load("qemu"), Ne2kModel.Both).Hooks, hook => Assert.NotEmpty(hook.Reason));

    [Fact]
    public void HookedPortsAddUpToTheHookedAccesses()
    {
        var hooked = Ne2kModel.Replay(Download).Hooked;

        Assert.Equal(hooked.Accesses, hooked.Ports.Sum(port => port.Accesses));
    }

    [Fact]
    public void CheaperListsSayWhatTheyLose()
    {
        var choices = HookChoice.Of(HookDerivation.Derive(Ne2kModel.Load("qemu"), Ne2kModel.Both));

        Assert.Empty(choices[0].Loses);
        Assert.All(choices.Skip(1), choice => Assert.NotEmpty(choice.Loses));
        Assert.Contains(choices, choice => choice.Loses.Contains("check frame_in_ram"));
    }

    [Fact]
    public void WritesOfTheCommandRegisterAloneAreTwoAndAHalfPercent()
    {
        var report = Ne2kModel.Replay(Download, "dp8390");
        var machinesOnly = HookChoice.Of(HookDerivation.Derive(report.Model, Ne2kModel.Both)).Single(choice => choice.Name == "machines only");
        var kept = machinesOnly.Hooks.Select(hook => (hook.Offset, hook.IsWrite)).ToHashSet();

        var accesses = report.Hooked.Ports.Where(port => kept.Contains((port.Hook.Offset, port.Hook.IsWrite)) && port.Hook.Register.Name != "CURR").Sum(port => port.Accesses);

        Assert.InRange((double)accesses / report.Accesses, 0.025, 0.026);
    }

    private static double Fraction(ReplayReport report) => (double)report.Hooked.Accesses / report.Accesses;

    private static IEnumerable<string> Registers(DeviceModel model, HookGoals goals) =>
        HookDerivation.Derive(model, goals).Hooks.Select(hook => hook.Register.Name);

    private static IEnumerable<string> InEveryState(DeviceModel model, HookGoals goals) =>
        HookDerivation.Derive(model, goals).Hooks.Where(hook => hook.Armed == 0).Select(hook => hook.Register.Name);
}
