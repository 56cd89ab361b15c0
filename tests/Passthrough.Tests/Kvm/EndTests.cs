using System.Diagnostics;
using Iced.Intel;
using Passthrough.Guests;
using Passthrough.Guests.Kvm;
using static Iced.Intel.AssemblerRegisters;

namespace Passthrough.Tests.Kvm;

/// <summary>How guests come to their end, and what they say of it.</summary>
[Collection(GuestCollection.Name)]
public sealed class EndTests
{
    [KvmFact]
    public void ASpinningGuestLosesItsTurnAndIsStoppedInTheEnd()
    {
        using var guest = SmallProgram.Guest(SmallProgram.Of(Spin), spinLimitMs: 60);
        Assert.Equal(GuestRequestKind.Busy, guest.Run(0).Kind);
        Assert.Equal(GuestOutcome.Running, guest.Report.Outcome);
        AssertFails(guest, "spins", "jmp short 0x0001 at 0100:0001");
    }

    [KvmFact]
    public void AGuestThatComputesAndGivesSignsOfLifeIsNotStopped()
    {
        using var guest = SmallProgram.Guest(SmallProgram.Of(a =>
        {
            var (again, count) = (a.CreateLabel(), a.CreateLabel());
            a.mov(dx, SmallProgram.Port);
            a.Label(ref again);
            a.mov(cx, 5_000);
            a.Label(ref count);
            a.loop(count);
            a.@out(dx, al);
            a.jmp(again);
        }), spinLimitMs: 1_000);
        for (var begun = Stopwatch.StartNew(); begun.ElapsedMilliseconds < 1_500;) // longer than the limit, all in all
            Assert.Equal(GuestRequestKind.Access, guest.RunOn().Kind);
    }

    [KvmFact]
    public void AHaltThatNothingCanEndIsSaid()
    {
        using var guest = SmallProgram.Guest(a => a.hlt());
        AssertFails(guest, "interrupts off or masked", "hlt at 0100:0000");
    }

    [KvmFact]
    public void AnExceptionWithoutAHandlerIsNamed()
    {
        using var guest = SmallProgram.Guest(a =>
        {
            a.xor(bl, bl);
            a.div(bl);
        });
        AssertFails(guest, "exception 0 (divide error) and has no handler", "div bl at 0100:0002");
    }

    [KvmFact]
    public void AnInstructionThatKvmCannotEmulateIsNamed()
    {
        using var guest = SmallProgram.Guest(a =>
        {
            a.mov(ax, 0xffff);
            a.mov(ds, ax);
            a.fld(__dword_ptr[0x100]); // where no memory is: KVM has to emulate it, also with hardware virtualization
        });
        AssertFails(guest, "cannot emulate", "fld dword [0x100] at 0100:0005");
    }

    [KvmFact]
    public void AMachineCheckWithoutAHandlerIsSaid()
    {
        using var guest = SmallProgram.Guest(Spin);
        guest.MachineCheck();
        AssertFails(guest, "exception 18 (machine check) and has no handler");
    }

    [KvmFact]
    public void AGuestSaysItselfWhyItGaveUp()
    {
        using var guest = SmallProgram.Guest(a =>
        {
            a.mov(__word_ptr[0x2000], 'n' | 'o' << 8);
            a.mov(ax, 0x2000);
            a.@out(0xe4, ax);
            a.hlt();
        });
        AssertFails(guest, "no");
    }

    [KvmFact]
    public void CountersAreReadWhileTheGuestRuns()
    {
        using var guest = SmallProgram.Guest(a =>
        {
            a.mov(ax, 0x2000);
            a.@out(0xe0, ax);
            a.mov(__dword_ptr[0x2004], 41u);
            a.mov(dx, SmallProgram.Port);
            a.@out(dx, al);
            a.inc(__dword_ptr[0x2004]);
            a.@out(0xe2, al);
        });
        guest.RunOn();
        Assert.Equal(41, guest.Report.FramesReceived);
        var report = guest.End();
        Assert.Equal((GuestOutcome.Done, 42), (report.Outcome, report.FramesReceived));
    }

    private static void AssertFails(KvmGuest guest, params string[] parts)
    {
        var report = guest.End();
        Assert.Equal(GuestOutcome.Failed, report.Outcome);
        foreach (var part in parts)
            Assert.True(report.Message.Contains(part, StringComparison.Ordinal), report.Message);
        Assert.Equal(GuestRequestKind.Ended, guest.Run(0).Kind);
    }

    private static void Spin(Assembler a)
    {
        var spin = a.CreateLabel();
        a.nop();
        a.Label(ref spin);
        a.jmp(spin);
    }
}
