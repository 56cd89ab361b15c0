using Dmm.Tracing.Devices;
using Dmm.Tracing.Text;

namespace Dmm.Tracing.Qtest;

/// <summary>Lines of QEMU's <c>-qtest-log</c>: a program drives the devices of a QEMU by commands, and the log has both sides.</summary>
/// <remarks>
/// Decided on purpose:
/// <list type="bullet">
/// <item>A write happens at its command and a read at its answer, because the changes of interrupt lines that QEMU reports between
/// the two are caused by the access: so they follow a write and come before a read, as in QEMU's own log.</item>
/// <item>Every command has one answer. Where that does not hold, a line is missing.</item>
/// <item>Each connection begins its times at zero; they go on where the one before ended.</item>
/// <item>A block access of the device (<c>read</c>, <c>write</c>, <c>memset</c>) does not fit an event: QEMU splits it, and does not say how.</item>
/// </list>
/// </remarks>
internal sealed class QtestLog : ILineFormat
{
    private readonly TraceFindings findings;
    private readonly EventSink events;
    private readonly GuestAccesses accesses;
    private readonly InterruptInputs inputs;
    private QtestAction? awaited;
    private long commandLine;
    private ulong readAddress;
    private uint readSize;
    private bool readIsPort;
    private long connectionUs;
    private long lastUs;

    public QtestLog(TraceReaderOptions options, TraceFindings findings, EventSink events)
    {
        this.findings = findings;
        this.events = events;
        Choice = new DeviceChoice(options, findings, "let the program set the device up through the ports 0xcf8 and 0xcfc,");
        accesses = new GuestAccesses(options, Choice, events, findings);
        inputs = new InterruptInputs(options, Choice, events, findings);
    }

    public string Name => "qtest log";

    public DeviceChoice Choice { get; }

    /// <summary>Whether a line is of this format.</summary>
    public static bool Claims(ReadOnlySpan<byte> line) => QtestLine.TryParse(line, out _);

    public LineMeaning Take(ReadOnlySpan<byte> line, bool terminated)
    {
        if (!QtestLine.TryParse(line, out var parsed))
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
        if (!QtestLine.TryParse(line, out var parsed))
            return LineMeaning.Foreign;
        if (parsed.Kind == 'S' && awaited == QtestAction.Block)
            return Sent(parsed.Text);
        return parsed.Kind == 'R' && QtestCommand.Parse(parsed.Text, out _) == QtestAction.Block ? Command(parsed.Text) : LineMeaning.Torn;
    }

    public void Conclude()
    {
        if (awaited is not null)
            Report($"the recording ends before the command in line {commandLine} has its answer");
        Choice.Conclude();
        accesses.Conclude();
        inputs.Conclude();
    }

    private LineMeaning Command(ReadOnlySpan<byte> text)
    {
        if (awaited is not null)
            Report($"the command in line {commandLine} has no answer");
        var action = QtestCommand.Parse(text, out var access);
        awaited = action ?? QtestAction.Other;
        commandLine = events.Line;
        switch (action)
        {
            case QtestAction.Write:
                return accesses.Take(access);
            case QtestAction.Read:
                (readAddress, readSize, readIsPort) = (access.Address, access.Size, access.IsPort);
                return LineMeaning.Understood;
            case QtestAction.Block:
                return access.Address > ushort.MaxValue && Choice.TryLocate(access.Address, out _) ? LineMeaning.OutOfRange : LineMeaning.Foreign;
            case null:
                return LineMeaning.Torn;
            default:
                return LineMeaning.Foreign;
        }
    }

    private LineMeaning Sent(ReadOnlySpan<byte> text)
    {
        if (text.StartsWith("IRQ "u8))
            return Interrupt(text[4..]);
        var isDone = text.SequenceEqual("OK"u8) || text.StartsWith("OK "u8);
        if (!isDone && !text.StartsWith("FAIL"u8) && !text.StartsWith("ERR"u8))
            return LineMeaning.Torn;
        var action = awaited;
        awaited = null;
        if (action is null)
            return Lost();
        if (action != QtestAction.Read || !isDone)
            return action == QtestAction.Other || action == QtestAction.Block ? LineMeaning.Foreign : LineMeaning.Understood;
        if (text.Length < 4 || !QtestNumber.TryParse(text[3..], out var value))
            return LineMeaning.Torn;
        return accesses.Take(new GuestAccess
        {
            Address = readAddress, Size = readSize, IsPort = readIsPort, Count = 1, HasValue = true, Value = value,
        });
    }

    private LineMeaning Interrupt(ReadOnlySpan<byte> text)
    {
        var tokens = new TokenScanner(text);
        var high = tokens.Literal("raise "u8);
        if ((!high && !tokens.Literal("lower "u8)) || !tokens.Decimal(out var number) || !tokens.AtEnd)
            return LineMeaning.Torn;
        return inputs.Take(number, high);
    }

    // QEMU leaves the prefix out before some messages about wrong arguments.
    private LineMeaning WithoutPrefix(ReadOnlySpan<byte> line, bool terminated)
    {
        if (line.StartsWith("ERR "u8) && terminated && awaited is not null)
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
