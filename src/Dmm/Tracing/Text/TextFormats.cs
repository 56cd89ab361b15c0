using Dmm.Tracing.Ftrace;
using Dmm.Tracing.Mmiotrace;
using Dmm.Tracing.Qemu;
using Dmm.Tracing.Qtest;
using Dmm.Tracing.Vfio;

namespace Dmm.Tracing.Text;

/// <summary>The formats of text that are known, and how a line shows which it is of.</summary>
internal static class TextFormats
{
    /// <summary>The most events that one line of any format can become, the time before it and a gap counted; runs come extra.</summary>
    public const int MostEventsOfALine = DmaLines.MostEvents;

    /// <summary>Makes a format for a recording.</summary>
    public delegate ILineFormat Maker(TraceReaderOptions options, TraceFindings findings, EventSink events);

    /// <summary>The format that is assumed until a line shows another.</summary>
    public static ILineFormat Default(TraceReaderOptions options, TraceFindings findings, EventSink events) =>
        new QemuLog(options, findings, events);

    /// <summary>The format of a script without its log.</summary>
    public static ILineFormat Script(TraceReaderOptions options, TraceFindings findings, EventSink events) =>
        new QtestCommands(options, findings, events);

    /// <summary>Whether a line can be only of one format. That is the default one when <paramref name="make"/> is null.</summary>
    public static bool TryRecognize(ReadOnlySpan<byte> line, out Maker? make)
    {
        make = null;
        if (QemuLog.Claims(line))
            return true;
        if (VfioLog.Claims(line))
            make = static (options, findings, events) => new VfioLog(options, findings, events);
        else if (QtestLog.Claims(line))
            make = static (options, findings, events) => new QtestLog(options, findings, events);
        else if (MmiotraceLog.Claims(line))
            make = static (options, findings, events) => new MmiotraceLog(options, findings, events);
        else if (FtraceLog.Claims(line))
            make = static (options, findings, events) => new FtraceLog(options, findings, events);
        return make is not null;
    }

    /// <summary>Whether a line shows that a text is a recording, whichever; the lines that say least count too.</summary>
    public static bool IsLineOfAny(ReadOnlySpan<byte> recorded)
    {
        var line = Quoting.Strip(recorded);
        return TryRecognize(line, out _) || IsOfScript(line) || QemuLog.IsConfiguration(line);
    }

    /// <summary>Whether a line is of a script, which is played only if no log of it follows.</summary>
    public static bool IsOfScript(ReadOnlySpan<byte> line) => QtestCommands.Claims(line);

    /// <summary>What a line lacks that cannot be read as it stands but nearly; null for every other.</summary>
    public static string? HintOf(ReadOnlySpan<byte> line) => HeadlessLine.HintOf(line);
}
