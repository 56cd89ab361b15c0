using Iced.Intel;
using Passthrough.Guests;
using static Iced.Intel.AssemblerRegisters;

namespace Passthrough.Tests.Kvm;

/// <summary>Interrupts, HLT, and machine checks. Handlers report at port 0x301, the program itself at 0x300.</summary>
[Collection(GuestCollection.Name)]
public sealed class InterruptTests
{
    private const byte DeviceVector = 0x23, MachineCheckVector = 18;

    [KvmFact]
    public void AHaltedGuestWaitsForItsInterrupt()
    {
        using var guest = SmallProgram.Guest(UnmaskAndSleep, (DeviceVector, Handler(endOfInterrupt: true)));
        Assert.Equal(GuestRequest.Wait(long.MaxValue), guest.RunOn());
        Assert.Equal(GuestRequest.Wait(long.MaxValue), guest.RunOn());
        guest.SetInterruptLine(true);
        Assert.Equal(1u, guest.RunOn().Access.Offset);
    }

    [KvmFact]
    public void ALineThatStaysAssertedInterruptsAgainAfterTheEnd()
    {
        using var guest = SmallProgram.Guest(UnmaskAndSleep, (DeviceVector, Handler(endOfInterrupt: true)));
        guest.SetInterruptLine(true);
        Assert.Equal(1u, guest.RunOn().Access.Offset);
        Assert.Equal(1u, guest.RunOn().Access.Offset);
        guest.SetInterruptLine(false);
        Assert.Equal(GuestRequestKind.Wait, guest.RunOn().Kind);
    }

    [KvmFact]
    public void WithoutTheEndThereIsNoOtherInterrupt()
    {
        using var guest = SmallProgram.Guest(UnmaskAndSleep, (DeviceVector, Handler(endOfInterrupt: false)));
        guest.SetInterruptLine(true);
        Assert.Equal(1u, guest.RunOn().Access.Offset);
        Assert.Equal(GuestRequestKind.Wait, guest.RunOn().Kind);
    }

    [KvmFact]
    public void AnInterruptWaitsForSti()
    {
        using var guest = SmallProgram.Guest(
            a =>
            {
                Unmask(a);
                a.mov(dx, SmallProgram.Port);
                a.@out(dx, al);
                UnmaskAndSleep(a);
            },
            (DeviceVector, Handler(endOfInterrupt: true)));
        guest.SetInterruptLine(true);
        Assert.Equal(0u, guest.RunOn().Access.Offset);
        Assert.Equal(1u, guest.RunOn().Access.Offset);
    }

    [KvmFact]
    public void ASpinningGuestIsInterrupted()
    {
        using var guest = SmallProgram.Guest(
            a =>
            {
                Unmask(a);
                a.sti();
                Spin(a);
            },
            (DeviceVector, Handler(endOfInterrupt: true)));
        Assert.Equal(GuestRequestKind.Busy, guest.Run(0).Kind);
        guest.SetInterruptLine(true);
        Assert.Equal(1u, guest.RunOn().Access.Offset);
    }

    [KvmFact]
    public void AHaltEndsAtTheMomentThatWasAskedFor()
    {
        using var guest = SmallProgram.Guest(a =>
        {
            a.mov(eax, 500u);
            a.@out(0xec, eax);
            a.hlt();
            a.mov(dx, SmallProgram.Port);
            a.@out(dx, al);
        });
        Assert.Equal(GuestRequest.Wait(500_000), guest.RunOn());
        Assert.Equal(GuestRequest.Wait(500_000), guest.RunOn(499_999));
        Assert.Equal(GuestRequestKind.Access, guest.RunOn(500_000).Kind);
    }

    [KvmFact]
    public void AMachineCheckInAReadComesAfterIt() => CheckAt(a => a.@in(al, dx), behind: 4);

    [KvmFact]
    public void AMachineCheckInAWriteComesAfterIt() => CheckAt(a => a.@out(dx, al), behind: 4);

    [KvmFact]
    public void AMachineCheckEndsAHalt()
    {
        using var guest = SmallProgram.Guest(UnmaskAndSleep, (MachineCheckVector, ReportReturn));
        guest.RunOn();
        guest.MachineCheck();
        Assert.Equal(1u, guest.RunOn().Access.Offset);
    }

    [KvmFact]
    public void AMachineCheckInARunOfWritesDropsTheRest()
    {
        using var guest = SmallProgram.Guest(
            a =>
            {
                a.mov(dx, SmallProgram.Port);
                a.mov(cx, 50);
                a.rep.outsw();
                a.mov(dx, SmallProgram.Port + 2);
                a.@out(dx, al);
            },
            (MachineCheckVector, ReportReturn));
        Assert.Equal(0u, guest.RunOn().Access.Offset);
        guest.MachineCheck();
        var request = guest.RunOn();
        Assert.Equal(1u, request.Access.Offset);
    }

    [KvmFact]
    public void AMachineCheckStopsASpinningGuest()
    {
        using var guest = SmallProgram.Guest(Spin, (MachineCheckVector, ReportReturn));
        Assert.Equal(GuestRequestKind.Busy, guest.Run(0).Kind);
        guest.MachineCheck();
        Assert.Equal(1u, guest.RunOn().Access.Offset);
        Assert.Equal([0, 0], guest.Data.ToArray());
    }

    [KvmFact]
    public void AMachineCheckTakesNoInterruptInItsHandler()
    {
        using var guest = SmallProgram.Guest(
            a =>
            {
                Unmask(a);
                a.mov(dx, SmallProgram.Port);
                a.sti();
                a.@out(dx, al);
                a.@out(dx, al);
                UnmaskAndSleep(a);
            },
            (MachineCheckVector, ReportReturn), (DeviceVector, Handler(endOfInterrupt: true)));
        guest.RunOn();
        guest.RunOn();
        guest.MachineCheck();
        guest.SetInterruptLine(true);
        var first = guest.RunOn().Access;
        Assert.Equal((1u, 2), (first.Offset, first.Size)); // the machine check's; the interrupt's has one byte
        var second = guest.RunOn().Access;
        Assert.Equal((1u, 1), (second.Offset, second.Size));
    }

    private static void CheckAt(Action<Assembler> access, byte behind)
    {
        using var guest = SmallProgram.Guest(
            a =>
            {
                a.mov(dx, SmallProgram.Port);
                access(a);
                a.mov(dx, SmallProgram.Port + 2);
                a.@out(dx, al);
            },
            (MachineCheckVector, ReportReturn));
        guest.RunOn();
        guest.MachineCheck();
        Assert.Equal(1u, guest.RunOn().Access.Offset);
        Assert.Equal([behind, 0], guest.Data.ToArray());
        Assert.Equal(2u, guest.RunOn().Access.Offset);
    }

    private static void Unmask(Assembler a)
    {
        a.mov(al, 0);
        a.@out(0x21, al);
    }

    private static void UnmaskAndSleep(Assembler a)
    {
        var sleep = a.CreateLabel();
        Unmask(a);
        a.sti();
        a.Label(ref sleep);
        a.hlt();
        a.jmp(sleep);
    }

    private static void Spin(Assembler a)
    {
        var spin = a.CreateLabel();
        a.Label(ref spin);
        a.jmp(spin);
    }

    private static Action<Assembler> Handler(bool endOfInterrupt) => a =>
    {
        a.mov(dx, SmallProgram.Port + 1);
        a.@out(dx, al);
        a.mov(al, endOfInterrupt ? (byte)0x20 : (byte)0);
        a.@out(0x20, al);
        a.iret();
    };

    /// <summary>Reports the address on its stack, and goes back there.</summary>
    private static void ReportReturn(Assembler a)
    {
        a.mov(bp, sp);
        a.mov(ax, __word_ptr[bp]);
        a.mov(dx, SmallProgram.Port + 1);
        a.@out(dx, ax);
        a.iret();
    }
}
