namespace Dmm.Tracing.Text;

/// <summary>Reads a text in which a line is an event, whatever the format of its lines.</summary>
/// <remarks>
/// Which format it is shows in the lines, and the text is read once and not held back: until a line can be only of one
/// format, lines are taken as those of QEMU's log, whose first lines (configuration, mappings) say least. Only a script of qtest is held
/// back, because QEMU's log of it may follow.
/// </remarks>
internal sealed class TextLogReader : ITraceReader
{
    private readonly TraceInput input;
    private readonly TraceReaderOptions options;
    private readonly LineReader lines;
    private readonly TraceFindings findings = new();
    private readonly EventSink events;
    private readonly HeldLines held = new();
    private ILineFormat format;
    private bool decided;
    private string? hint;
    private long understoodLines;
    private long foreignLines;
    private bool finished;

    public TextLogReader(TraceInput input, TraceReaderOptions options)
    {
        this.input = input;
        this.options = options;
        lines = new LineReader(input);
        events = new EventSink(findings);
        format = TextFormats.Default(options, findings, events);
    }

    public string Format => format.Name;

    public string? Source => null;

    public TraceDevice Device => format.Choice.Describe();

    public IReadOnlyList<MappedRange> Mapped => format.Choice.Mapped;

    public long DmasOfOthers => format.Choice.DmasOfOthers;

    public long SkippedLines => foreignLines + format.Choice.LinesOfOthers;

    public IReadOnlyList<TraceProblem> Problems => findings.Problems;

    public long ProblemCount => findings.ProblemCount;

    public IReadOnlyList<string> Notes => findings.Notes;

    public string? Unreadable => findings.Unreadable;

    public int Read(TraceBatch batch)
    {
        batch.Clear();
        events.Batch = batch;
        while (findings.Unreadable is null && !events.FillRun() && !finished && batch.Room >= TextFormats.MostEventsOfALine)
        {
            if (held.TryTake(out var line, out var number, out var state))
            {
                Play(line, number, state);
                continue;
            }

            switch (state = lines.Next(out line))
            {
                case LineState.None when batch.Count > 0 && !lines.Ended:
                    // A reader of a log that is still being written should not wait for more with events at hand.
                    return batch.Count;
                case LineState.None:
                    if (!lines.Fill())
                        End();
                    break;
                case var _ when decided:
                    Play(line, lines.Line, state);
                    break;
                default:
                    Recognize(line, state);
                    break;
            }
        }

        if (findings.Unreadable is not null)
            batch.Clear();
        return batch.Count;
    }

    public void Dispose() => input.Dispose();

    private void Play(ReadOnlySpan<byte> recorded, long number, LineState state)
    {
        events.BeginLine(number);
        var line = Quoting.Strip(recorded);
        if (state == LineState.TooLong)
            Count(format.TakeBeginning(line), line, "the line is far longer than such a line can be");
        else
            Count(format.Take(line, state == LineState.Whole), line, "the line is cut or damaged");
    }

    // Until a line shows the format.
    private void Recognize(ReadOnlySpan<byte> recorded, LineState state)
    {
        var line = Quoting.Strip(recorded);
        if (TextFormats.TryRecognize(line, out var make))
            Decide(make);
        else
            hint ??= TextFormats.HintOf(line);
        if (!held.IsHolding && (decided || !TextFormats.IsOfScript(line)))
        {
            Play(recorded, lines.Line, state);
            return;
        }

        held.Add(recorded, lines.Line, state);
        if (decided)
            held.Release();
        else if (held.IsFull)
            PlayScript();
    }

    private void Decide(TextFormats.Maker? make)
    {
        decided = true;
        if (make is null)
            return;
        format = make(options, findings, events);
        foreignLines += understoodLines;
        understoodLines = 0;
    }

    private void PlayScript()
    {
        Decide(TextFormats.Script);
        held.Release();
    }

    // What was held back is all there is.
    private void End()
    {
        if (held.IsHolding)
            PlayScript();
        else
            Finish();
    }

    private void Count(LineMeaning meaning, ReadOnlySpan<byte> line, string torn)
    {
        if (meaning == LineMeaning.Understood)
            understoodLines++;
        else
            Settle(meaning, line, torn);
    }

    private void Settle(LineMeaning meaning, ReadOnlySpan<byte> line, string torn)
    {
        switch (meaning)
        {
            case LineMeaning.Torn:
                Problem(TraceProblem.Torn, torn, line);
                break;
            case LineMeaning.OutOfRange:
                understoodLines++;
                Problem(TraceProblem.OutOfRange, "the line does not fit an event", line);
                break;
            case LineMeaning.NoValue:
                understoodLines++;
                Problem(TraceProblem.NoValue, "the line does not tell the value of every access", line);
                break;
            case LineMeaning.Lost:
                Problem(TraceProblem.Lost, "the recorder lost events", line);
                break;
            default:
                foreignLines++;
                options.Foreign?.Add(events.Line, line);
                break;
        }
    }

    private void Problem(string kind, string message, ReadOnlySpan<byte> line)
    {
        findings.Problem(events.Line, kind, message, line);
        events.Gap();
    }

    private void Finish()
    {
        finished = true;
        events.BeginLine(lines.Line + 1);
        if (lines.Failure is { } failure)
        {
            findings.Problem(lines.Line + 1, TraceProblem.EndsEarly, failure);
            events.Gap();
        }

        var why = lines.Failure is { } cut ? $"{cut}, and " : "";
        if (format.Lacking is { } lacking)
            findings.GiveUp(why + lacking);
        else if (understoodLines == 0)
            findings.GiveUp(why + (hint ?? $"no line is a trace event of a device. {TraceReaders.KnownFormats}"));

        format.Conclude();
        events.Conclude(format.HowToHaveTimes);
    }
}
