using Iced.Intel;
using static Iced.Intel.AssemblerRegisters;

namespace Passthrough.Nics.Ne2000.RealMode;

/// <summary>Taking frames out of the ring (lib8390.c, ei_receive): header, body, BNRY one page after the next frame.</summary>
internal static class ReceiveCode
{
    private const int MostFrames = 64; // more than a ring holds
    private const int HeaderBytes = 4, CheckSequenceBytes = 4;
    private const int LongestFrame = 1518; // with a VLAN tag

    public static void Write(DriverCode code)
    {
        var (a, options) = (code.A, code.Options);
        Label next = a.CreateLabel(), broken = a.CreateLabel(), done = a.CreateLabel(), inRing = a.CreateLabel();
        a.Label(ref code.ReceiveAll);
        a.mov(cx, MostFrames);
        a.Label(ref next);
        code.Out(Ports.Command, Ports.StartPage1);
        code.In(Ports.Curr);
        a.mov(ah, al);
        code.Out(Ports.Command, Ports.Start);
        a.cmp(ah, DriverCode.Byte(Layout.NextPage));
        a.je(done);
        a.push(cx);

        a.xor(bx, bx);
        a.mov(bh, DriverCode.Byte(Layout.NextPage));
        a.mov(cx, HeaderBytes);
        a.mov(di, Layout.RingHeader);
        ReadRemote(code, broken);

        // A wrong header means that the ring is lost: pages outside it, or a length that no frame has.
        a.mov(al, DriverCode.Byte(Layout.RingHeader + 1));
        a.cmp(al, options.RingStart);
        a.jb(broken);
        a.cmp(al, options.RingEnd);
        a.jae(broken);
        a.mov(cx, DriverCode.Word(Layout.RingHeader + 2));
        a.sub(cx, CheckSequenceBytes);
        a.cmp(cx, FrameFormat.LeastBytes);
        a.jb(broken);
        a.cmp(cx, LongestFrame);
        a.ja(broken);
        a.mov(DriverCode.Word(Layout.ReceivedBytes), cx);
        a.inc(cx);
        a.and(cl, 0xfe);
        a.add(bx, HeaderBytes);
        a.mov(di, Layout.ReceiveBuffer);
        ReadRemote(code, broken);
        a.call(code.Judge);

        a.mov(al, DriverCode.Byte(Layout.RingHeader + 1));
        a.mov(DriverCode.Byte(Layout.NextPage), al);
        a.dec(al);
        a.cmp(al, options.RingStart);
        a.jae(inRing);
        a.mov(al, (byte)(options.RingEnd - 1));
        a.Label(ref inRing);
        code.Out(Ports.Bnry);
        a.pop(cx);
        a.dec(cx); // the way back is too long for LOOP
        a.jne(next);
        a.ret();

        a.Label(ref broken);
        a.pop(cx);
        a.mov(DriverCode.Byte(Layout.IsBroken), 1);
        a.Label(ref done);
        a.ret();
    }

    /// <summary>Reads CX bytes at BX of the card to DI.</summary>
    private static void ReadRemote(DriverCode code, Label broken)
    {
        var a = code.A;
        a.mov(al, Ports.ReadRemote);
        a.call(code.BeginRemote);
        a.shr(cx, 1);
        a.rep.insw();
        a.call(code.EndRemote);
        a.jc(broken);
    }
}
