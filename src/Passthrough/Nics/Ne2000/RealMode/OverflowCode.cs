using Passthrough.Guests.Kvm;
using static Iced.Intel.AssemblerRegisters;

namespace Passthrough.Nics.Ne2000.RealMode;

/// <summary>The procedure after the ring was full (data sheet, Overflow Warning; lib8390.c, ei_rx_overrun).</summary>
/// <remarks>
/// The card must be stopped, given 1.6 ms, started in loopback, and emptied. A frame that was being sent may be lost by the stop;
/// only ISR says so, and if it reports no end, the frame is sent again.
/// </remarks>
internal static class OverflowCode
{
    public static void Write(DriverCode code)
    {
        var a = code.A;
        var (settled, sent) = (a.CreateLabel(), a.CreateLabel());
        a.Label(ref code.Overflow);
        code.Count(ReportCounters.Recoveries);
        code.In(Ports.Command);
        a.and(al, Ports.Sending);
        a.mov(DriverCode.Byte(Layout.MustResend), al);
        code.Out(Ports.Command, Ports.Stop);
        a.call(code.Delay);
        code.Out(Ports.Rbcr, 0);
        code.Out(Ports.Rbcr + 1, 0);
        code.In(Ports.Isr);
        a.test(al, Ports.Sent | Ports.SendError);
        a.je(settled);
        a.mov(DriverCode.Byte(Layout.MustResend), 0);
        a.Label(ref settled);
        code.Out(Ports.Tcr, Ports.Loopback);
        code.Out(Ports.Command, Ports.Start);
        a.call(code.ReceiveAll);
        code.Out(Ports.Isr, Ports.Overflow);
        code.Out(Ports.Tcr, 0);
        a.cmp(DriverCode.Byte(Layout.MustResend), 0);
        a.je(sent);
        code.Out(Ports.Command, Ports.Send);
        a.Label(ref sent);
        a.ret();
    }
}
