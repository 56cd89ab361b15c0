using Dmm.Hooking;
using Dmm.Modeling.Model;
using Dmm.Monitoring;
using Dmm.Tracing;

namespace Dmm.Tests.Ne2k;

/// <summary>What the model says of receiving, and what sorting frames costs on a bulk download.</summary>
public class FrameTests
{
    private const HookGoals All = Ne2kModel.Both | HookGoals.Frames;
    private const string Download = "ne2k_pci-down.qemu.log.gz";

    [Fact]
    public void AllGoalsTakeAtMostEightPercentAndTwentyOnePerFrame()
    {
        var report = Ne2kModel.Replay(Download, "dp8390", All);

        Assert.InRange((double)report.Hooked.Accesses / report.Accesses, 0.07, 0.08);
        Assert.InRange((double)report.Hooked.Accesses / (report.FramesSent + report.FramesReceived)!.Value, 16, 21);
    }

    [Fact]
    public void TheGoalChangesNoVerdict()
    {
        var (both, all) = (Ne2kModel.Replay(Download), Ne2kModel.Replay(Download, goals: All));

        Assert.Equal(both.Denied.Count, all.Denied.Count);
        Assert.Equal((both.FramesSent, both.FramesReceived), (all.FramesSent, all.FramesReceived));
    }

    [Theory]
    [InlineData("qemu", 0)]
    [InlineData("dp8390", 1)]
    [InlineData("rtl8029", 1)]
    public void TheReceiveConfigurationIsAnsweredWhereItCanBeRead(string variant, int places)
    {
        var hooks = HookDerivation.Derive(Ne2kModel.Load(variant), All).Hooks.Where(hook => hook is { IsWrite: false, Register.Name: "RCR" }).ToList();

        Assert.Equal(places, hooks.Count);
        Assert.All(hooks, hook => Assert.Equal([2], hook.Pages));
    }

    [Theory]
    [InlineData("qemu")]
    [InlineData("dp8390")]
    public void TheStateKeepsWhatTheGuestWrote(string variant)
    {
        var monitor = new DeviceMonitor(Ne2kModel.Tables(variant, All));
        Write(monitor, 0x00, 0x61);
        for (uint i = 0; i < 6; i++)
            Write(monitor, 0x01 + i, 0x50 + i);
        for (uint i = 0; i < 8; i++)
            Write(monitor, 0x08 + i, i);
        for (uint i = 0; i < 8; i++)
            monitor.Access(new TraceEvent(TraceEventKind.Read, 0, 1, 0x08 + i, 0xff)); // what a widened device would give

        Assert.Equal((0x55545352_5150UL, 0x07060504_03020100UL), (ValueOf(monitor, "PAR"), ValueOf(monitor, "MAR")));
    }

    [Fact]
    public void AReadyDriverListensOutsideMonitorModeAndLoopback()
    {
        var monitor = new DeviceMonitor(Ne2kModel.Tables("dp8390", All));
        var receive = monitor.Tables.Model.Receive!;
        ulong Held() => receive.ValueInDevice(receive.Widened[0], monitor.State.Words);
        Write(monitor, 0x01, 0x4c);
        Write(monitor, 0x02, 0x80);
        Write(monitor, 0x03, 0x4c);
        Write(monitor, 0x00, 0x61);
        Write(monitor, 0x07, 0x4d);
        Write(monitor, 0x00, 0x21);
        Write(monitor, 0x0d, 0x02);
        Write(monitor, 0x00, 0x22);
        Write(monitor, 0x0c, 0x04);
        Assert.Equal(0x04UL, Held()); // loopback
        Write(monitor, 0x0d, 0x00);
        Assert.Equal(0x1cUL, Held());
        Write(monitor, 0x0c, 0x20);
        Assert.Equal(0x20UL, Held()); // monitor mode
    }

    [Theory]
    [InlineData("dp8390", "CR = 0x21, ISR.RST, TCR = 0x02")]
    [InlineData("rtl8029", "CR = 0x21, ISR.RST, TCR = 0x02")]
    [InlineData("qemu", "CR = 0x21, TCR = 0x02")]
    public void AQuietNicReceivesNothingWhileMemoryIsMoved(string variant, string steps)
    {
        var quiet = Ne2kModel.Load(variant).Procedures.Single(procedure => procedure.Name == "quiet");

        Assert.Equal(steps, string.Join(", ", quiet.Steps.Select(step => step.Kind == StepKind.Await ? $"{step.Expression}" : $"{step.Register!.Name} = {step.Expression}")));
    }

    private static void Write(DeviceMonitor monitor, uint offset, ulong value) =>
        Assert.True(monitor.Access(new TraceEvent(TraceEventKind.Write, 0, 1, offset, value)).IsAllowed);

    private static ulong ValueOf(DeviceMonitor monitor, string register) =>
        monitor.State.Words[monitor.Tables.Model.Registers.Single(each => each.Name == register).Word];
}
