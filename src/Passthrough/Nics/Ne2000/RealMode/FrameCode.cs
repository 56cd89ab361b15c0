using Iced.Intel;
using static Iced.Intel.AssemblerRegisters;

namespace Passthrough.Nics.Ne2000.RealMode;

/// <summary>Making a request: numbers, data, checksum. What never changes is in the send buffer from the beginning.</summary>
internal static class FrameCode
{
    private const byte Modulus = 255;

    public static void Write(DriverCode code)
    {
        WriteBuild(code);
        WriteSum(code);
    }

    private static void WriteBuild(DriverCode code)
    {
        var (a, options) = (code.A, code.Options);
        Label fill = a.CreateLabel(), filled = a.CreateLabel(), longEnough = a.CreateLabel();
        a.Label(ref code.BuildFrame);
        a.mov(eax, DriverCode.Double(Layout.Sequence));
        a.mov(DriverCode.Double(Layout.SendBuffer + FrameFormat.Sequence), eax);
        a.add(al, (byte)(FrameFormat.StreamStep * options.Stream));
        a.mov(cx, DriverCode.Word(Layout.DataBytes));
        a.mov(DriverCode.Word(Layout.SendBuffer + FrameFormat.DataBytes), cx);
        a.mov(di, Layout.SendBuffer + FrameFormat.Data);
        a.jcxz(filled);
        a.Label(ref fill);
        a.stosb();
        a.add(al, FrameFormat.DataStep);
        a.loop(fill);
        a.Label(ref filled);

        a.mov(cx, Layout.SendBuffer + FrameFormat.LeastBytes);
        a.sub(cx, di);
        a.jbe(longEnough);
        a.xor(al, al);
        a.rep.stosb();
        a.Label(ref longEnough);
        a.xor(ax, ax); // the odd byte that a last word takes along
        a.mov(__[di], al);
        a.sub(di, Layout.SendBuffer);
        a.mov(DriverCode.Word(Layout.FrameBytes), di);

        a.mov(si, Layout.SendBuffer);
        a.call(code.Sum);
        a.mov(DriverCode.Word(Layout.SendBuffer + FrameFormat.Checksum), dx);
        a.ret();
    }

    /// <summary>Fletcher-16 of the frame at SI, over its numbers and its data, to DX: first sum in DL, second in DH.</summary>
    private static void WriteSum(DriverCode code)
    {
        var a = code.A;
        Label pass = a.CreateLabel(), next = a.CreateLabel(), done = a.CreateLabel(), first = a.CreateLabel(), second = a.CreateLabel();
        a.Label(ref code.Sum);
        a.mov(di, __word_ptr[si + FrameFormat.DataBytes]);
        a.xor(dx, dx);
        a.add(si, FrameFormat.Stream);
        a.mov(cx, FrameFormat.Checksum - FrameFormat.Stream);
        a.call(pass);
        a.add(si, FrameFormat.Data - FrameFormat.Checksum);
        a.mov(cx, di);

        // The sums are kept modulo 255 by adding the carry back: 256 and 1 are the same. So 255 may stand for 0, until the end.
        a.Label(ref pass);
        a.jcxz(done);
        a.Label(ref next);
        a.lodsb();
        a.add(dl, al);
        a.adc(dl, 0);
        a.add(dh, dl);
        a.adc(dh, 0);
        a.loop(next);
        a.Label(ref done);
        a.cmp(dl, Modulus);
        a.jb(first);
        a.sub(dl, Modulus);
        a.Label(ref first);
        a.cmp(dh, Modulus);
        a.jb(second);
        a.sub(dh, Modulus);
        a.Label(ref second);
        a.ret();
    }
}
