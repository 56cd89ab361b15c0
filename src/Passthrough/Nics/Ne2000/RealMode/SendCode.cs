using static Iced.Intel.AssemblerRegisters;

namespace Passthrough.Nics.Ne2000.RealMode;

/// <summary>Sending the request: upload, length, page, TXP. There is one transmission at a time; its end is an interrupt.</summary>
internal static class SendCode
{
    public static void Write(DriverCode code)
    {
        var (a, failed) = (code.A, code.A.CreateLabel());
        a.Label(ref code.SendFrame);
        a.mov(cx, DriverCode.Word(Layout.FrameBytes));
        a.inc(cx);
        a.and(cl, 0xfe); // whole words
        a.mov(bx, (ushort)(code.Options.SendPage << 8));
        a.mov(al, Ports.WriteRemote);
        a.call(code.BeginRemote);
        a.mov(si, Layout.SendBuffer);
        a.shr(cx, 1);
        a.rep.outsw();
        a.call(code.EndRemote);
        a.jc(failed);
        a.mov(ax, DriverCode.Word(Layout.FrameBytes));
        code.Out(Ports.Tbcr);
        a.mov(al, ah);
        code.Out(Ports.Tbcr + 1);
        code.Out(Ports.Tpsr, code.Options.SendPage);
        a.mov(DriverCode.Byte(Layout.IsSending), 1);
        code.Out(Ports.Command, Ports.Send);
        a.clc();
        a.Label(ref failed);
        a.ret();
    }
}
