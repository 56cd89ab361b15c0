using Dmm.Tracing.Devices;
using Dmm.Tracing.Text;

namespace Dmm.Tracing.Ftrace;

/// <summary>Lines of <c>trace-cmd report</c>, <c>perf script</c> or the kernel's <c>trace</c> file with the events of KVM.</summary>
/// <remarks>
/// KVM sees every access of a guest that nothing in the guest answers, so any guest under QEMU with <c>-accel kvm</c> can be recorded
/// without a change. It prints writes before the device acts and reads with their answers. A last line without its newline is cut:
/// all three tools end every line.
/// </remarks>
internal sealed class FtraceLog : ILineFormat
{
    private readonly TraceFindings findings;
    private readonly EventSink events;
    private readonly AddressedAccesses accesses;
    private readonly KvmInterrupts interrupts;
    private readonly PendingReads reads;
    private long bareEvents;
    private long valuelessAccesses;
    private long accessesSeen;

    public FtraceLog(TraceReaderOptions options, TraceFindings findings, EventSink events)
    {
        this.findings = findings;
        this.events = events;
        Choice = new DeviceChoice(options, findings, "record from power-on, so that the guest's accesses of the ports 0xcf8 and 0xcfc show it,");
        accesses = new AddressedAccesses(options, Choice, events, findings);
        interrupts = new KvmInterrupts(options, Choice, events, findings);
        reads = new PendingReads(events, findings);
    }

    public string Name => "KVM events";

    public DeviceChoice Choice { get; }

    public string? HowToHaveTimes => "with perf script, print the field 'time'; with trace-cmd, record with its default clock";

    public string? Lacking =>
        bareEvents > 0 && accessesSeen == 0 ? $"its lines name KVM's events without their arguments (address, size and value): {HeadlessLine.HowToPrint}"
        : valuelessAccesses > 0 && valuelessAccesses == accessesSeen ? NoValues : null;

    private static string NoValues =>
        $"the lines have no values of the accesses (val 0x...), which only old kernels leave out: {HeadlessLine.HowToPrint}";

    private static ReadOnlySpan<byte> Pio => "kvm_pio"u8;

    private static ReadOnlySpan<byte> Mmio => "kvm_mmio"u8;

    private static ReadOnlySpan<byte> FastMmio => "kvm_fast_mmio"u8;

    private static ReadOnlySpan<byte> SetIrq => "kvm_set_irq"u8;

    private static ReadOnlySpan<byte> Message => "kvm_msi_set_irq"u8;

    /// <summary>Whether a line is of this format: it has an event of KVM, whichever it is.</summary>
    public static bool Claims(ReadOnlySpan<byte> line) => FtraceLine.TryParse(line, out _);

    public LineMeaning Take(ReadOnlySpan<byte> line, bool terminated)
    {
        if (!FtraceLine.TryParse(line, out var parsed))
            return WithoutEvent(line, terminated);
        if (parsed.HasTime)
            events.At(parsed.TimeUs);
        if (!terminated)
            return LineMeaning.Torn;
        bareEvents += parsed.Arguments.IsEmpty && IsOurs(parsed.Event) ? 1 : 0;
        var meaning = Event(parsed);
        return meaning == LineMeaning.Foreign && IsCut(parsed) ? LineMeaning.Torn : meaning;
    }

    public LineMeaning TakeBeginning(ReadOnlySpan<byte> line) =>
        FtraceLine.TryParse(line, out var parsed) && IsOurs(parsed.Event) ? LineMeaning.Torn : LineMeaning.Foreign;

    public void Conclude()
    {
        reads.Conclude();
        if (valuelessAccesses > 0)
            findings.Notes.Add(NoValues);
        Choice.Conclude();
        accesses.Conclude();
        interrupts.Conclude();
    }

    private LineMeaning Event(in FtraceLine line)
    {
        if (line.Event.SequenceEqual(Pio))
            return PioLine.TryParse(line.Arguments, out var pio) ? Access(line, pio) : LineMeaning.Torn;
        if (line.Event.SequenceEqual(Mmio))
            return Memory(line);
        if (line.Event.SequenceEqual(SetIrq))
            return interrupts.Line(line.Arguments);
        if (line.Event.SequenceEqual(Message))
            return interrupts.Message(line.Arguments);
        if (line.Event.SequenceEqual(FastMmio))
            return MmioLine.TryParseFast(line.Arguments, out var fast) ? accesses.Take(fast) : LineMeaning.Torn;
        return LineMeaning.Foreign;
    }

    private LineMeaning Memory(in FtraceLine line)
    {
        if (!MmioLine.TryParse(line.Arguments, out var access, out var isUnsatisfied))
            return LineMeaning.Torn;
        if (!isUnsatisfied)
            return Access(line, access);
        if (!Choice.TryLocate(access.Address, out _))
            return LineMeaning.Foreign;
        reads.Begin(line.Task, access.Address);
        return LineMeaning.Understood;
    }

    private LineMeaning Access(in FtraceLine line, in AddressedAccess access)
    {
        accessesSeen++;
        valuelessAccesses += access.HasValue ? 0 : 1;
        reads.Access(line.Task, access.Address, isAnswer: !access.IsWrite && !access.IsPort);
        return accesses.Take(access);
    }

    private LineMeaning WithoutEvent(ReadOnlySpan<byte> line, bool terminated)
    {
        if (LossNotice.TryParse(line, out var count))
        {
            events.Missing = count;
            return LineMeaning.Lost;
        }

        return terminated && !HoldsAccess(line) ? LineMeaning.Foreign : LineMeaning.Torn;
    }

    // The rest of a line whose beginning is missing.
    private static bool HoldsAccess(ReadOnlySpan<byte> line) =>
        line.IndexOf("pio_read at 0x"u8) >= 0 || line.IndexOf("pio_write at 0x"u8) >= 0
        || line.IndexOf("mmio read len "u8) >= 0 || line.IndexOf("mmio write len "u8) >= 0;

    private static bool IsCut(in FtraceLine line) =>
        line.Arguments.IsEmpty && (Pio.StartsWith(line.Event) || Mmio.StartsWith(line.Event) || SetIrq.StartsWith(line.Event)
            || Message.StartsWith(line.Event) || FastMmio.StartsWith(line.Event));

    private static bool IsOurs(ReadOnlySpan<byte> name) =>
        name.SequenceEqual(Pio) || name.SequenceEqual(Mmio) || name.SequenceEqual(FastMmio)
        || name.SequenceEqual(SetIrq) || name.SequenceEqual(Message);
}
