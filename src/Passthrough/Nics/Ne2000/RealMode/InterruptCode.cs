using Iced.Intel;
using Passthrough.Guests.Kvm;
using static Iced.Intel.AssemblerRegisters;

namespace Passthrough.Nics.Ne2000.RealMode;

/// <summary>The interrupt handler: all causes, until none is left (lib8390.c, __ei_interrupt), and then the end of the interrupt.</summary>
/// <remarks>A cause is acknowledged before it is dealt with: what comes meanwhile sets it again. Overflow is the exception, as the data sheet wants it.</remarks>
internal static class InterruptCode
{
    private const int MostRounds = 12; // the line is a level: what is left interrupts again

    public static void Write(DriverCode code)
    {
        var a = code.A;
        Label round = a.CreateLabel(), done = a.CreateLabel();
        a.Label(ref code.Interrupt);
        a.pushad();
        a.cld();
        code.Count(ReportCounters.Interrupts);
        a.mov(bp, MostRounds);
        a.Label(ref round);
        code.In(Ports.Isr);
        a.and(al, (byte)(code.Options.InterruptMask & ~Ports.InReset));
        a.je(done);
        a.mov(DriverCode.Byte(Layout.Causes), al);
        WriteCause(code, Ports.Overflow, () => a.call(code.Overflow));
        WriteCause(code, Ports.Received | Ports.ReceiveError, () => Receive(code));
        WriteCause(code, Ports.Sent, () => FinishSending(code));
        WriteCause(code, Ports.SendError, () => SendAgain(code));
        WriteCause(code, Ports.TallyHalfFull, () => EmptyTallies(code));
        WriteCause(code, Ports.RemoteDone, () => code.Out(Ports.Isr, Ports.RemoteDone));
        a.dec(bp);
        a.jne(round);
        a.Label(ref done);
        a.mov(al, ChipsetPorts.EndOfInterrupt);
        a.@out(ChipsetPorts.InterruptCommand, al);
        a.popad();
        a.iret();
    }

    private static void WriteCause(DriverCode code, int causes, Action write)
    {
        var skip = code.A.CreateLabel();
        code.A.test(DriverCode.Byte(Layout.Causes), causes);
        code.A.je(skip);
        write();
        code.A.Label(ref skip);
        code.A.nop(); // a label needs an instruction of its own, and two may meet here
    }

    private static void Receive(DriverCode code)
    {
        code.Out(Ports.Isr, Ports.Received | Ports.ReceiveError);
        code.A.call(code.ReceiveAll);
    }

    private static void FinishSending(DriverCode code)
    {
        var a = code.A;
        code.Out(Ports.Isr, Ports.Sent);
        a.mov(DriverCode.Byte(Layout.IsSending), 0);
        code.Count(ReportCounters.FramesSent);
        a.movzx(eax, DriverCode.Word(Layout.FrameBytes));
        a.add(DriverCode.Counter(ReportCounters.Bytes), eax);
    }

    private static void SendAgain(DriverCode code)
    {
        code.Out(Ports.Isr, Ports.SendError);
        code.Count(ReportCounters.Recoveries);
        code.Out(Ports.Command, Ports.Send); // page and length are still set
    }

    private static void EmptyTallies(DriverCode code)
    {
        for (var port = Ports.FirstTally; port <= Ports.LastTally; port++)
            code.In(port);
        code.Out(Ports.Isr, Ports.TallyHalfFull);
    }
}
