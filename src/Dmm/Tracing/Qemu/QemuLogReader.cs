namespace Dmm.Tracing.Qemu;

/// <summary>
/// Reads the text that QEMU's <c>log</c> trace backend writes: the events <c>memory_region_ops_*</c>, <c>pci_*</c> and
/// <c>x86_gsi_interrupt</c> of any QEMU, and the <c>nic_*</c> lines of one with trace points added.
/// </summary>
/// <remarks>
/// Decided on purpose:
/// <list type="bullet">
/// <item>An address belongs to the region in which it lies. QEMU prints the port BAR's address for an access through
/// either BAR of a device whose BARs are one memory region (rtl8139), and nothing in the line tells them apart.</item>
/// <item>An access outside the regions that are mapped at that moment is not the device's.</item>
/// <item>Writes to the debug console's port (<c>isa-debugcon</c>, 0xe9) are the marks of whoever recorded.</item>
/// <item>The order of lines is kept. QEMU prints a write before the device acts, and a read after it; so the interrupt that a read
/// clears falls before the read.</item>
/// </list>
/// Which device is meant is in <see cref="DeviceChoice"/>; what counts as damage in <see cref="TornLines"/>.
/// </remarks>
internal sealed class QemuLogReader : ITraceReader
{
    // QEMU's region below all others: no device is there. A driver that looks for a card at several bases meets it first.
    private static ReadOnlySpan<byte> UnansweredPorts => "io"u8;

    private readonly TraceInput input;
    private readonly LineReader lines;
    private readonly TraceFindings findings = new();
    private readonly DeviceChoice choice;
    private readonly EventSink events;
    private readonly OtherLines others;
    private readonly ForeignLines? foreign;
    private long understoodLines;
    private long foreignLines;
    private bool finished;

    public QemuLogReader(TraceInput input, TraceReaderOptions options)
    {
        this.input = input;
        foreign = options.Foreign;
        lines = new LineReader(input);
        choice = new DeviceChoice(options, findings);
        events = new EventSink(findings);
        others = new OtherLines(choice, events, new InterruptLines(options, choice, events, findings));
    }

    public string Format => "QEMU log";

    public string? Source => null;

    public TraceDevice Device => choice.Describe();

    public long SkippedLines => foreignLines + choice.LinesOfOthers;

    public IReadOnlyList<TraceProblem> Problems => findings.Problems;

    public long ProblemCount => findings.ProblemCount;

    public IReadOnlyList<string> Notes => findings.Notes;

    public string? Unreadable => findings.Unreadable;

    public int Read(TraceBatch batch)
    {
        batch.Clear();
        events.Batch = batch;
        while (!finished && findings.Unreadable is null && batch.Room >= DmaLines.MostEvents)
        {
            switch (lines.Next(out var line))
            {
                case LineState.Whole:
                    Take(line, terminated: true);
                    break;
                case LineState.Unterminated:
                    Take(line, terminated: false);
                    break;
                case LineState.TooLong:
                    TakeTooLong(line);
                    break;
                case LineState.None when batch.Count > 0 && !lines.Ended:
                    // Whoever reads a log that is still being written should not wait for more with events at hand.
                    return batch.Count;
                default:
                    if (!lines.Fill())
                        Finish();
                    break;
            }
        }

        if (findings.Unreadable is not null)
            batch.Clear();
        return batch.Count;
    }

    public void Dispose() => input.Dispose();

    private void Take(ReadOnlySpan<byte> line, bool terminated)
    {
        var name = Begin(line);
        var meaning = name.StartsWith(EventNames.AccessBegin)
            ? Access(name[EventNames.AccessBegin.Length..])
            : others.Take(name, terminated);
        if (meaning == LineMeaning.Understood)
        {
            understoodLines++;
            return;
        }

        Settle(meaning, line, name, terminated);
    }

    // The rest of the line after its prefix: the event's name and its arguments.
    private ReadOnlySpan<byte> Begin(ReadOnlySpan<byte> line)
    {
        if (!LinePrefix.TryParse(line, out var timeUs, out var length))
        {
            events.BeginLine(lines.Line);
            return line;
        }

        events.BeginLine(lines.Line, timeUs);
        return line[length..];
    }

    private LineMeaning Access(ReadOnlySpan<byte> text)
    {
        var meaning = AccessLine.TryParse(text, out var access);
        if (meaning != LineMeaning.Understood)
            return meaning;
        if (access.Name.SequenceEqual(UnansweredPorts))
            return LineMeaning.Foreign;
        if (!choice.TryLocate(access.Address, out var region))
            return DebugConsole.Take(access, events);
        var offset = access.Address - region.Base;
        if (offset > uint.MaxValue)
            return LineMeaning.OutOfRange; // an event's offset has 32 bits
        var kind = access.IsWrite ? TraceEventKind.Write : TraceEventKind.Read;
        events.Add(kind, region.Number, access.Size, (uint)offset, access.Value);
        return LineMeaning.Understood;
    }

    private void Settle(LineMeaning meaning, ReadOnlySpan<byte> line, ReadOnlySpan<byte> name, bool terminated)
    {
        if (meaning == LineMeaning.Torn || (meaning == LineMeaning.Foreign && TornLines.Contains(line, name, terminated)))
            Problem(TraceProblem.Torn, "the line is cut or damaged", line);
        else if (meaning == LineMeaning.OutOfRange)
            Problem(TraceProblem.OutOfRange, "the line does not fit an event", line);
        else if (LossNotice.TryParse(name, out var count))
            Problem(TraceProblem.Lost, "the recorder lost events", line, count);
        else
            Foreign(line);
    }

    private void TakeTooLong(ReadOnlySpan<byte> line)
    {
        var name = Begin(line);
        var space = name.IndexOf((byte)' ');
        if (EventNames.BeginsWith(space < 0 ? name : name[..space]))
            Problem(TraceProblem.Torn, "the line is far longer than such a line can be", line);
        else
            Foreign(line);
    }

    private void Foreign(ReadOnlySpan<byte> line)
    {
        foreignLines++;
        foreign?.Add(lines.Line, line);
    }

    private void Problem(string kind, string message, ReadOnlySpan<byte> line, ulong lost = 0)
    {
        findings.Problem(lines.Line, kind, message, line);
        events.Gap(lost);
    }

    private void Finish()
    {
        finished = true;
        if (lines.Failure is { } failure)
        {
            events.BeginLine(lines.Line + 1);
            findings.Problem(lines.Line + 1, TraceProblem.EndsEarly, failure);
            events.Gap(0);
        }

        if (understoodLines == 0)
        {
            var why = lines.Failure is { } cut ? $"{cut}, and " : "";
            findings.GiveUp($"{why}no line is a trace event of a device. {TraceReaders.KnownFormats}");
        }

        choice.Conclude();
        others.Conclude();
        events.Conclude();
    }
}
