using Dmm.Analysis.Trying;
using Dmm.Compilation;
using Dmm.Hooking;
using Dmm.Modeling.Model;
using Dmm.Tests.Replaying.Truth;

namespace Dmm.Tests.Analysis;

/// <summary>A script tries a model without a device.</summary>
public class TryTests
{
    [Theory]
    [InlineData("W CR = 0x10\nexpect denied", 2, "is allowed")]
    [InlineData("w io+0xff 1 0", 1, "is denied by unlisted")]
    [InlineData("W TSAD0 = 0xdead0000\nexpect not reusable", 2, "reusable, and it must not be")]
    [InlineData("window 0x1000 0x1000\nmem 0x3000: 00", 2, "not the guest's memory")]
    public void WhatDoesNotHoldIsTold(string text, int line, string message)
    {
        var model = Recorded.Model("rtl8139", "c_mode");
        var fault = Assert.Single(TryRun.Run(Recorded.Tables(model), TryScript.Read(text, model)));

        Assert.Equal(line, fault.Line);
        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("e1000", "qemu", "W RCTL = 0x8002\nexpect listening\nexpect takes ff:ff:ff:ff:ff:ff\nexpect RCTL = 0x8002", null)]
    [InlineData("e1000", "qemu", "W RCTL = 0x8002\nexpect not listening", "the model says that the device listens")]
    [InlineData("e1000", "qemu", "W RCTL = 2\nexpect takes ff:ff:ff:ff:ff:ff", "does not say that a frame to ff:ff:ff:ff:ff:ff is taken")]
    [InlineData("e1000", "qemu", "W RCTL = 2\nexpect RCTL = 3", "RCTL is 0x2, and it must be 0x3")]
    [InlineData("e1000", "qemu", "mem 0x1000: 00 00 00 00 00 00 00 00 40 00 00 09 x 2\nexpect entry tx 0x1000: legacy_length = 64, frame", null)]
    [InlineData("e1000", "qemu", "mem 0x1000: 00 00 00 00 00 00 00 00 40 00 00 09\nexpect entry tx 0x1000: eop = 0", "tx.eop is 0x1, and it must be 0x0")]
    [InlineData("e1000", "qemu", "mem 0x1000: 00 00 00 00 00 00 00 00 40 00 00 00 03\nexpect entry rx 0x1000: filled, bytes 65", "holds a frame of 64 bytes, and it must hold a frame of 65 bytes")]
    [InlineData("e1000", "qemu", "expect raises 0x80\nexpect hides 0x51", "hides 0xd0, and it must be 0x51")]
    [InlineData("e1000", "qemu", "W RDH = 3\nexpect shown RDH = 4", "is shown RDH = 0x3, and it must be 0x4")]
    [InlineData("i8255x", "i82559", "R STATUS = 0x7c\nexpect shown STATUS = 0x7c", "is shown STATUS = 0x40, and it must be 0x7c")]
    [InlineData("tulip", "dec21143", "W CSR7 = 0x40\nexpect raises 0x10040", null)]
    [InlineData("i8255x", "i82559", "mem 0x1000: 00 00 00 80\nexpect entry rfd 0x1000: raises 0x50", null)]
    [InlineData("i8255x", "i82559", "expect entry rfd 0x1000: raises 0x50", "raises 0x40, and it must raise 0x50")]
    [InlineData("i8255x", "i82559", "R STATUS = 0x08\nexpect stopped", null)]
    [InlineData("i8255x", "i82559", "R STATUS = 0x08\nexpect not stopped", "says that the device has stopped")]
    [InlineData("i8255x", "i82559", "W PORT = 0x440001\nexpect reads 0x440000 16\nexpect writes 0x440000 16\nexpect not writes 0x440000 15", null)]
    [InlineData("i8255x", "i82559", "W PORT = 0x440001\nexpect reads 0x440000 15", "the device reads 16 bytes at 0x440000, and it must be 15 bytes at 0x440000")]
    [InlineData("i8255x", "i82559", "W PORT = 0x440001\nW MASK = 1\nexpect writes 0x440000 16", "the device writes nothing, and it must be 16 bytes at 0x440000")]
    [InlineData("tulip", "dec21143", "mem 0x1000: 05 next x 2\nexpect entry tx 0x1000: own = 0, control = 0x100a0500", null)]
    [InlineData("e1000", "qemu", "W EERD = 1\nR EERD = 0x10\nexpect station 52:54:00:12:34:56 shows EERD = 0x54520010", null)]
    [InlineData("e1000", "qemu", "W EERD = 1\nR EERD = 0x10\nexpect station 52:54:00:12:34:56 shows EERD = 0x10", "the guest reads EERD = 0x54520010, and it must read 0x10")]
    [InlineData("ne2k", "qemu", "expect held TSR\nexpect not held FIFO", null)]
    [InlineData("ne2k", "qemu", "expect held FIFO", "after a hand-off the device, and not the monitor, answers for FIFO")]
    [InlineData("ne2k", "qemu", "expect not held TSR", "after a hand-off the monitor, and not the device, answers for TSR")]
    [InlineData("virtio", "legacy", "expect station 52:54:00:12:34:56 shows DEVICE_FEATURE = 0", "does not say where a driver finds its address")]
    [InlineData("e1000", "qemu", "expect restored IMS = 0", "nothing here can hand the device over")]
    public void WhatIsSaidOfTheDeviceHolds(string name, string variant, string text, string? problem) => AssertOnly(problem, Recorded.Model(name, variant), text);

    [Theory]
    [InlineData("interrupt 1\nexpect reads 0x4000 64", null)]
    [InlineData("mem 0x2008 u32 0xdead0000\ninterrupt 1\nexpect denied tx_first\ninterrupt 1", null)]
    [InlineData("mem 0x2008 u32 0xdead0000\ninterrupt 1", "'interrupt 1' is denied by tx_first")]
    [InlineData("interrupt 1\nexpect denied", "'interrupt 1' is allowed, and it must be denied")]
    [InlineData("W CSR6 = 0\nmem 0x2008 u32 0xdead0000\ninterrupt 1\nexpect not reads 0x4000 64", null)]
    public void AtAnInterruptTheMonitorLooksAtWhatWasGivenWithoutAnAccess(string text, string? problem)
    {
        const string running = "W CSR4 = 0x2000\nW CSR6 = 0x2000\nmem 0x2000: 00 00 00 80  40 00 00 60  00 40 00 00\n";
        AssertOnly(problem, Recorded.Model("tulip", "dec21143"), running + text);
    }

    [Fact]
    public void AttacksAndMomentsAreCountedOneByOne()
    {
        var script = TryScript.Read("W CR = 0x10\nexpect denied\nW CR = 0\nexpect denied\nexpect reusable", Recorded.Model("rtl8139", "c_mode"));

        Assert.Equal((2, 1), (script.Attacks, script.Moments));
    }

    [Theory]
    [InlineData("W TDX = 1", "no register 'TDX'")]
    [InlineData("W CR = one", "no number")]
    [InlineData("mem 0x1000: 0", "two hexadecimal digits")]
    [InlineData("mem 0x1000: 0 next 0", "two hexadecimal digits")]
    [InlineData("expect stopped", "what is expected is")]
    [InlineData("expect reads 0x1000 0", "what is expected is")]
    [InlineData("expect denied nothing_known", "no check 'nothing_known'")]
    [InlineData("include start", "no part '-- start'")]
    [InlineData("window 5", "takes an address")]
    [InlineData("model e1000 qemu", "is for the model 'e1000'")]
    [InlineData("hello", "a line is")]
    public void ALineThatCannotBeReadIsNamed(string text, string message)
    {
        var fault = Assert.Single(TryScript.Read(text, Recorded.Model("rtl8139", "c_mode")).Faults);

        Assert.Equal(1, fault.Line);
        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
    }

    private static void AssertOnly(string? problem, DeviceModel model, string text)
    {
        var script = TryScript.Read(text, model);
        var faults = TryRun.Run(TableCompiler.Compile(model, HookGoals.Handoff | HookGoals.Dma | HookGoals.Frames), script);

        Assert.Empty(script.Faults);
        if (problem is null)
            Assert.Empty(faults);
        else
            Assert.Contains(problem, Assert.Single(faults).Message, StringComparison.Ordinal);
    }
}
