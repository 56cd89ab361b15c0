using Passthrough.Guests.Kvm;
using static Iced.Intel.AssemblerRegisters;

namespace Passthrough.Nics.Ne2000.RealMode;

/// <summary>The device failed under the driver: it restarts the card and repeats the request, but not for ever.</summary>
/// <remarks>There is no way back to where it happened: that code counts on a card in a state that it may have lost. The stack starts over.</remarks>
internal static class MachineCheckCode
{
    private const int Most = 3;

    public static void Write(DriverCode code)
    {
        var (a, tooMany) = (code.A, code.A.CreateLabel());
        a.Label(ref code.MachineCheck);
        a.mov(sp, Layout.StackTop);
        a.cld();
        a.mov(al, ChipsetPorts.EndOfInterrupt); // it may have happened in the interrupt handler
        a.@out(ChipsetPorts.InterruptCommand, al);
        a.inc(DriverCode.Byte(Layout.MachineChecks));
        a.cmp(DriverCode.Byte(Layout.MachineChecks), Most);
        a.ja(tooMany);
        code.Count(ReportCounters.Recoveries);
        a.call(code.Initialize);
        a.jmp(code.Request);
        a.Label(ref tooMany);
        a.mov(ax, Texts.TooManyChecks);
        a.Label(ref code.GiveUp);
        a.cli();
        a.@out(ChipsetPorts.Failed, ax);
        a.hlt();
    }
}
