using Iced.Intel;
using Passthrough.Guests.Kvm;
using static Iced.Intel.AssemblerRegisters;

namespace Passthrough.Nics.Ne2000.RealMode;

/// <summary>Finding the card and bringing it to its work, as Linux does (ne.c, ne_probe1; lib8390.c, __NS8390_init).</summary>
internal static class StartCode
{
    private const int ResetPolls = 200, PromBytes = 32;
    private const int DelayUs = 1_600; // data sheet, overflow procedure: the longest that a stop takes
    private const int Signature = 0x57; // bytes 14 and 15 of the PROM, which a 16-bit card gives twice

    public static void Write(DriverCode code)
    {
        WriteProbe(code);
        WriteInitialize(code);
        WriteDelay(code);
    }

    private static void WriteProbe(DriverCode code)
    {
        var a = code.A;
        Label poll = a.CreateLabel(), inReset = a.CreateLabel(), noCard = a.CreateLabel(), notOurs = a.CreateLabel();
        a.Label(ref code.Probe);
        code.In(Ports.Reset);
        code.Out(Ports.Reset);
        a.mov(cx, ResetPolls);
        a.Label(ref poll);
        code.In(Ports.Isr);
        a.test(al, Ports.InReset);
        a.jne(inReset);
        a.loop(poll);
        a.jmp(noCard);
        a.Label(ref inReset);
        code.In(Ports.Command);
        a.cmp(al, 0xff); // where nobody is, all bits are set
        a.je(noCard);

        // Remote DMA wants a card that runs, and one that runs receives into a ring that nobody has set up yet (ne.c, ne_probe1).
        code.Out(Ports.Rcr, Ports.Monitor);
        code.Out(Ports.Tcr, Ports.Loopback);
        code.Out(Ports.Dcr, Ports.WordsAndFifo8);
        a.xor(bx, bx);
        a.mov(cx, PromBytes);
        a.mov(al, Ports.ReadRemote);
        a.call(code.BeginRemote);
        a.mov(di, Layout.Prom);
        a.mov(cx, PromBytes / 2);
        a.rep.insw();
        a.call(code.EndRemote);
        a.jc(notOurs);
        a.cmp(DriverCode.Byte(Layout.Prom + 28), Signature);
        a.jne(notOurs);
        a.cmp(DriverCode.Byte(Layout.Prom + 30), Signature);
        a.jne(notOurs);
        a.ret();

        a.Label(ref noCard);
        a.mov(ax, Texts.NoCard);
        a.jmp(code.GiveUp);
        a.Label(ref notOurs);
        a.mov(ax, Texts.NotAnNe2000);
        a.jmp(code.GiveUp);
    }

    private static void WriteInitialize(DriverCode code)
    {
        var (a, options) = (code.A, code.Options);
        a.Label(ref code.Initialize);
        code.Out(Ports.Command, Ports.Stop);
        code.Out(Ports.Dcr, Ports.WordsAndFifo8);
        code.Out(Ports.Rbcr, 0);
        code.Out(Ports.Rbcr + 1, 0);
        code.Out(Ports.Rcr, Ports.Monitor);
        code.Out(Ports.Tcr, Ports.Loopback);
        code.Out(Ports.Tpsr, options.SendPage);
        code.Out(Ports.Pstart, options.RingStart);
        code.Out(Ports.Bnry, options.RingEnd - 1); // one page after CURR
        code.Out(Ports.Pstop, options.RingEnd);
        code.Out(Ports.Isr, 0xff);
        code.Out(Ports.Imr, 0);
        code.Out(Ports.Command, Ports.StopPage1);
        for (var i = 0; i < options.StationAddress.Count; i++)
            code.Out(Ports.Par + i, options.StationAddress[i]);
        for (var i = 0; i < 8; i++)
            code.Out(Ports.Mar + i, 0);
        code.Out(Ports.Curr, options.RingStart);
        code.Out(Ports.Command, Ports.Stop);
        code.Out(Ports.Isr, 0xff);
        code.Out(Ports.Imr, options.InterruptMask);
        code.Out(Ports.Command, Ports.Start);
        code.Out(Ports.Tcr, 0);
        code.Out(Ports.Rcr, Ports.AcceptBroadcast);
        a.mov(DriverCode.Byte(Layout.NextPage), options.RingStart);
        a.mov(DriverCode.Byte(Layout.IsSending), 0);
        a.mov(DriverCode.Byte(Layout.IsBroken), 0);
        a.ret();
    }

    private static void WriteDelay(DriverCode code)
    {
        var (a, wait) = (code.A, code.A.CreateLabel());
        a.Label(ref code.Delay);
        a.@in(eax, ChipsetPorts.Clock);
        a.add(eax, DelayUs);
        a.mov(ebx, eax);
        // No HLT: the line may be asserted, and the code that waits for it would wait no time at all. An access always takes time.
        a.Label(ref wait);
        code.In(Ports.Command);
        a.@in(eax, ChipsetPorts.Clock);
        a.sub(eax, ebx);
        a.js(wait);
        a.ret();
    }
}
