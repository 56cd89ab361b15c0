using Iced.Intel;
using Passthrough.Guests.Kvm;
using static Iced.Intel.AssemblerRegisters;

namespace Passthrough.Nics.Ne2000.RealMode;

/// <summary>What a received frame is. The reply that is waited for equals the request from the type on, byte by byte.</summary>
/// <remarks>
/// A single reply has index 1, and a request wants 1: so even the checksums are the same. Only what is not that reply is looked
/// at closer. What is not for us, or of another type, is nobody's mistake.
/// </remarks>
internal static class JudgeCode
{
    private const int AddressBytes = 6, NumberBytes = 12;

    public static void Write(DriverCode code)
    {
        var a = code.A;
        Label other = a.CreateLabel();
        a.Label(ref code.Judge);
        a.cmp(DriverCode.Byte(Layout.IsAnswered), 0);
        a.jne(other);
        a.mov(ax, DriverCode.Word(Layout.ReceivedBytes));
        a.cmp(ax, DriverCode.Word(Layout.FrameBytes));
        a.jne(other);
        Compare(a, Layout.ReceiveBuffer, Layout.ReplyAddresses, NumberBytes);
        a.jne(other);
        a.mov(di, Layout.SendBuffer + FrameFormat.Type); // SI goes on
        a.mov(cx, ax);
        a.sub(cx, FrameFormat.Type);
        a.repe.cmpsb();
        a.jne(other);
        a.mov(DriverCode.Byte(Layout.IsAnswered), 1);
        code.Count(ReportCounters.FramesReceived);
        a.movzx(eax, ax);
        a.add(DriverCode.Counter(ReportCounters.Bytes), eax);
        a.ret();
        a.Label(ref other);
        WriteOther(code);
    }

    private static void WriteOther(DriverCode code)
    {
        var a = code.A;
        Label ignore = a.CreateLabel(), damaged = a.CreateLabel(), outOfOrder = a.CreateLabel();
        Compare(a, Layout.ReceiveBuffer, Layout.ReplyAddresses, AddressBytes);
        a.jne(ignore);
        a.cmp(Received(FrameFormat.Type), FrameFormat.TypeHigh | FrameFormat.TypeLow << 8);
        a.jne(ignore);
        a.mov(ax, DriverCode.Word(Layout.ReceivedBytes));
        a.sub(ax, FrameFormat.Data);
        a.cmp(Received(FrameFormat.DataBytes), ax);
        a.ja(damaged);
        a.mov(si, Layout.ReceiveBuffer);
        a.call(code.Sum);
        a.cmp(Received(FrameFormat.Checksum), dx);
        a.jne(damaged);
        a.cmp(Received(FrameFormat.Stream), (int)code.Options.Stream);
        a.jne(damaged);
        a.mov(eax, DriverCode.Double(Layout.ReceiveBuffer + FrameFormat.Sequence));
        a.cmp(eax, DriverCode.Double(Layout.Sequence));
        a.jne(outOfOrder);
        a.cmp(DriverCode.Byte(Layout.IsAnswered), 0);
        a.jne(outOfOrder); // a second time
        a.Label(ref damaged);
        code.Count(ReportCounters.FramesDamaged);
        a.ret();
        a.Label(ref outOfOrder);
        code.Count(ReportCounters.FramesOutOfOrder);
        a.Label(ref ignore);
        a.ret();
    }

    private static AssemblerMemoryOperand Received(int field) => DriverCode.Word(Layout.ReceiveBuffer + field);

    private static void Compare(Assembler a, int left, int right, int byteCount)
    {
        a.mov(si, (ushort)left);
        a.mov(di, (ushort)right);
        a.mov(cx, (ushort)byteCount);
        a.repe.cmpsb();
    }
}
