using static Iced.Intel.AssemblerRegisters;

namespace Passthrough.Nics.Ne2000.RealMode;

/// <summary>Moving bytes between the card's memory and ours; the words themselves are moved by REP INSW and REP OUTSW.</summary>
internal static class RemoteDmaCode
{
    private const int Polls = 100;

    public static void Write(DriverCode code)
    {
        var a = code.A;
        var (poll, done) = (a.CreateLabel(), a.CreateLabel());
        a.Label(ref code.BeginRemote);
        a.mov(ah, al);
        code.Out(Ports.Command, Ports.Start);
        a.mov(al, cl);
        code.Out(Ports.Rbcr);
        a.mov(al, ch);
        code.Out(Ports.Rbcr + 1);
        a.mov(al, bl);
        code.Out(Ports.Rsar);
        a.mov(al, bh);
        code.Out(Ports.Rsar + 1);
        a.mov(al, ah);
        code.Out(Ports.Command);
        a.mov(dx, (ushort)(code.Options.PortBase + Ports.Data));
        a.ret();

        a.Label(ref code.EndRemote);
        a.mov(cx, Polls);
        a.Label(ref poll);
        code.In(Ports.Isr);
        a.test(al, Ports.RemoteDone); // clears the carry flag
        a.jne(done);
        a.loop(poll);
        a.stc();
        a.ret();
        a.Label(ref done);
        code.Out(Ports.Isr, Ports.RemoteDone);
        a.ret();
    }
}
