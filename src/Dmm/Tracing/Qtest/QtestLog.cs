using Dmm.Tracing.Devices;
using Dmm.Tracing.Text;

namespace Dmm.Tracing.Qtest;

/// <summary>Lines of QEMU's <c>-qtest-log</c>: a program drives the devices of a QEMU by commands, and the log has both sides.</summary>
/// <remarks>
/// Decided on purpose:
/// <list type="bullet">
/// <item>Every command has one answer. Where that does not hold, a line is missing.</item>
/// <item>Each connection begins its times at zero; they go on where the one before ended.</item>
/// <item>A block access of the device (<c>read</c>, <c>write</c>, <c>memset</c>) is split as QEMU splits it, see <see cref="QtestBlock"/>;
/// one of more than a few registers does not fit an event.</item>
/// </list>
/// </remarks>
internal sealed class QtestLog : ILineFormat
{
    /// <summary>What to do that the device is known.</summary>
    public const string HowToRecord = "let the program set the device up through the ports 0xcf8 and 0xcfc,";

    private readonly TraceFindings findings;
    private readonly EventSink events;
    private readonly QtestExchange exchange;
    private long connectionUs;
    private long lastUs;

    public QtestLog(TraceReaderOptions options, TraceFindings findings, EventSink events)
    {
        this.findings = findings;
        this.events = events;
        Choice = new DeviceChoice(options, findings, HowToRecord);
        exchange = new QtestExchange(options, Choice, findings, events);
    }

    public string Name => "qtest log";

    public DeviceChoice Choice { get; }

    public string? HowToHaveTimes => null;

    /// <summary>Whether a line is of this format.</summary>
    public static bool Claims(ReadOnlySpan<byte> line) => LoggedLine.TryParse(line, out _);

    public LineMeaning Take(ReadOnlySpan<byte> line, bool terminated)
    {
        if (!LoggedLine.TryParse(line, out var parsed))
            return WithoutPrefix(line, terminated);
        var isOpened = parsed.Kind == 'I' && parsed.Text.SequenceEqual("OPENED"u8);
        if (isOpened)
            connectionUs = lastUs;
        lastUs = Math.Max(lastUs, connectionUs + parsed.TimeUs);
        events.At(connectionUs + parsed.TimeUs);
        if (!terminated)
            return LineMeaning.Torn;
        return parsed.Kind switch
        {
            (byte)'R' => Command(parsed.Text),
            (byte)'S' => Sent(parsed.Text),
            _ => isOpened || parsed.Text.SequenceEqual("CLOSED"u8) ? LineMeaning.Understood : LineMeaning.Foreign,
        };
    }

    public LineMeaning TakeBeginning(ReadOnlySpan<byte> line)
    {
        // The data of a block may have any length.
        if (!LoggedLine.TryParse(line, out var parsed))
            return LineMeaning.Foreign;
        if (parsed.Kind == 'S' && exchange.Awaited == QtestAction.Block)
            return Sent(parsed.Text);
        return parsed.Kind == 'R' && LoggedCommand.TryParse(parsed.Text, out var command) && command.Action == QtestAction.Block
            ? Command(parsed.Text) : LineMeaning.Torn;
    }

    public void Conclude()
    {
        if (exchange.Awaited is not null)
            Report($"the recording ends before the command in line {exchange.CommandLine} has its answer");
        Choice.Conclude();
        exchange.Conclude();
    }

    private LineMeaning Command(ReadOnlySpan<byte> text)
    {
        if (exchange.Awaited is not null)
            Report($"the command in line {exchange.CommandLine} has no answer");
        return exchange.Command(text);
    }

    private LineMeaning Sent(ReadOnlySpan<byte> text)
    {
        var meaning = exchange.Sent(text);
        return meaning == LineMeaning.Lost ? Lost() : meaning;
    }

    // QEMU leaves the prefix out before some messages about wrong arguments.
    private LineMeaning WithoutPrefix(ReadOnlySpan<byte> line, bool terminated)
    {
        if (line.StartsWith("ERR "u8) && terminated && exchange.Awaited is not null)
            return Sent(line);
        if (line.IndexOf("[R +"u8) >= 0 || line.IndexOf("[S +"u8) >= 0 || !terminated)
            return LineMeaning.Torn;
        return LossNotice.TryParse(line, out var count) ? Lost(count) : LineMeaning.Foreign;
    }

    private LineMeaning Lost(ulong count = 0)
    {
        events.Missing = count;
        return LineMeaning.Lost;
    }

    private void Report(string message)
    {
        findings.Problem(events.Line, TraceProblem.Lost, message);
        events.Gap();
    }
}
