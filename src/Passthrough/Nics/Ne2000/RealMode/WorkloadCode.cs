using Iced.Intel;
using Passthrough.Guests.Kvm;
using static Iced.Intel.AssemblerRegisters;

namespace Passthrough.Nics.Ne2000.RealMode;

/// <summary>The guest's work: numbered requests one after the other, each answered or given up before the next.</summary>
internal static class WorkloadCode
{
    private const int LengthStep = 37; // a prime, so that all lengths of a range come up

    public static void Write(DriverCode code)
    {
        var (a, options) = (code.A, code.Options);
        Label next = a.CreateLabel(), recover = a.CreateLabel(), finish = a.CreateLabel();
        a.Label(ref code.Entry);
        a.mov(al, (byte)~(1 << options.Interrupt));
        a.@out(ChipsetPorts.InterruptMask, al);
        a.mov(ax, Layout.Counters);
        a.@out(ChipsetPorts.Counters, ax);
        a.call(code.Probe);
        a.call(code.Initialize);
        a.mov(DriverCode.Word(Layout.DataBytes), options.LeastFrameBytes - FrameFormat.Data);
        a.cmp(DriverCode.Double(Layout.Sequence), unchecked((int)options.Frames));
        a.jae(finish);

        a.Label(ref code.Request);
        a.cli();
        a.cmp(DriverCode.Byte(Layout.IsAnswered), 0);
        a.jne(next);
        a.call(code.BuildFrame);
        a.call(code.SendFrame);
        a.jc(recover);
        WriteWait(code, next, recover);

        a.Label(ref recover);
        code.Count(ReportCounters.Recoveries);
        a.call(code.Initialize);
        a.cmp(DriverCode.Byte(Layout.IsAnswered), 0);
        a.jne(next);
        code.Count(ReportCounters.FramesLost);
        a.Label(ref next);
        WriteNext(code, finish);
    }

    private static void WriteWait(DriverCode code, Label next, Label recover)
    {
        var a = code.A;
        Label wait = a.CreateLabel(), sleep = a.CreateLabel();
        a.@in(eax, ChipsetPorts.Clock);
        a.add(eax, unchecked((int)code.Options.ReplyWithinUs));
        a.mov(DriverCode.Double(Layout.Deadline), eax);
        a.@out(ChipsetPorts.Wake, eax);
        a.Label(ref wait);
        a.cli();
        a.cmp(DriverCode.Byte(Layout.IsBroken), 0);
        a.jne(recover);
        a.mov(al, DriverCode.Byte(Layout.IsSending));
        a.cmp(DriverCode.Byte(Layout.IsAnswered), al); // answered and not sending
        a.ja(next);
        a.@in(eax, ChipsetPorts.Clock);
        a.sub(eax, DriverCode.Double(Layout.Deadline));
        a.js(sleep);
        a.cmp(DriverCode.Byte(Layout.IsSending), 0);
        a.jne(recover);
        code.Count(ReportCounters.FramesLost);
        a.jmp(next);
        a.Label(ref sleep);
        a.sti(); // takes effect after HLT: an interrupt cannot slip in between
        a.hlt();
        a.jmp(wait);
    }

    private static void WriteNext(DriverCode code, Label finish)
    {
        var (a, options) = (code.A, code.Options);
        var range = options.MostFrameBytes - options.LeastFrameBytes + 1;
        a.mov(DriverCode.Byte(Layout.IsAnswered), 0);
        a.inc(DriverCode.Double(Layout.Sequence));
        a.cmp(DriverCode.Double(Layout.Sequence), unchecked((int)options.Frames));
        a.jae(finish);
        a.add(DriverCode.Word(Layout.DataBytes), LengthStep % range);
        a.cmp(DriverCode.Word(Layout.DataBytes), options.MostFrameBytes - FrameFormat.Data);
        a.jbe(code.Request);
        a.sub(DriverCode.Word(Layout.DataBytes), range);
        a.jmp(code.Request);

        a.Label(ref finish);
        code.Out(Ports.Imr, 0);
        code.Out(Ports.Command, Ports.Stop);
        a.@out(ChipsetPorts.Done, al);
        a.hlt();
    }
}
