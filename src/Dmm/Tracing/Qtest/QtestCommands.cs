using Dmm.Tracing.Devices;
using Dmm.Tracing.Text;

namespace Dmm.Tracing.Qtest;

/// <summary>Commands of qtest without QEMU's log of them: a script, as reports publish it, or a session at a terminal.</summary>
/// <remarks>
/// Decided on purpose:
/// <list type="bullet">
/// <item>A script has no answers, so what a read of the device found is missing; a session may have them (<c>OK 0x10</c>).</item>
/// <item>Lines that are no commands are passed over: the shell's, comments, the clock's. A script may stand between quotes, as an argument of <c>echo</c>.</item>
/// <item>A last line may lack its newline: people write scripts, no tool that can be stopped amid one.</item>
/// </list>
/// </remarks>
internal sealed class QtestCommands : ILineFormat
{
    private readonly TraceFindings findings;
    private readonly EventSink events;
    private readonly QtestExchange exchange;
    private bool hasAnswers;

    public QtestCommands(TraceReaderOptions options, TraceFindings findings, EventSink events)
    {
        this.findings = findings;
        this.events = events;
        Choice = new DeviceChoice(options, findings, QtestLog.HowToRecord);
        exchange = new QtestExchange(options, Choice, findings, events);
    }

    public string Name => "qtest script";

    public DeviceChoice Choice { get; }

    public string? HowToHaveTimes => null;

    /// <summary>Whether a line is a command that makes an access; <c>read 5 lines</c> and other English with numbers in it is not.</summary>
    public static bool Claims(ReadOnlySpan<byte> line) => ClaimsUnquoted(Unquoted(line));

    private static bool ClaimsUnquoted(ReadOnlySpan<byte> line) =>
        LoggedCommand.TryParse(line, out var command) && (command.Action is QtestAction.Read or QtestAction.Write || (command.Action == QtestAction.Block && line.IndexOf(" 0x"u8) > 0));

    public LineMeaning Take(ReadOnlySpan<byte> line, bool terminated)
    {
        line = Unquoted(line);
        if (QtestExchange.IsSent(line))
            return Sent(line);
        if (!LoggedCommand.TryParse(line, out var command))
            return IsCut(line) ? LineMeaning.Torn : LineMeaning.Foreign;
        Settle();
        return command.Action == QtestAction.Other ? LineMeaning.Foreign : exchange.Command(line);
    }

    public LineMeaning TakeBeginning(ReadOnlySpan<byte> line) =>
        LoggedCommand.TryParse(Unquoted(line), out var command) && command.Action == QtestAction.Block ? Take(line, terminated: true) : LineMeaning.Foreign;

    public void Conclude()
    {
        Settle();
        Choice.Conclude();
        exchange.Conclude();
        if (!hasAnswers)
            findings.Notes.Add("a script has no answers, interrupts and times: to have them, run it with QEMU's -qtest-log FILE and give that file");
    }

    private LineMeaning Sent(ReadOnlySpan<byte> line)
    {
        if (exchange.Awaited is null && !line.StartsWith("IRQ "u8))
            return LineMeaning.Foreign;
        hasAnswers = true;
        return exchange.Sent(line);
    }

    // The answer says what a read found, and the next command shows that there is none.
    private void Settle()
    {
        if (exchange.Unanswered() != LineMeaning.NoValue)
            return;
        findings.Problem(exchange.CommandLine, TraceProblem.NoValue, "a script does not tell what a read found");
        events.Gap();
    }

    /// <summary>What stands between the quotes that a shell takes away; no command has any itself.</summary>
    private static ReadOnlySpan<byte> Unquoted(ReadOnlySpan<byte> line)
    {
        if ((line.StartsWith("echo "u8) || line.StartsWith("printf "u8)) && line.IndexOfAny((byte)'"', (byte)'\'') is var opening and >= 0)
            line = line[(opening + 1)..];
        return line.IndexOfAny((byte)'"', (byte)'\'') is var closing and >= 0 ? line[..closing] : line;
    }

    private static bool IsCut(ReadOnlySpan<byte> line)
    {
        var space = line.IndexOf((byte)' ');
        return space > 0 && line[(space + 1)..].StartsWith("0x"u8);
    }
}
