using System.Globalization;
using Dmm.Compilation;
using Dmm.Tracing;

namespace Dmm.Replaying;

/// <summary>Any event of a recording in words; an access in those of <see cref="AccessText"/>.</summary>
internal static class EventText
{
    /// <summary>The event that a playback is at.</summary>
    public static string Of(Playback playback)
    {
        var each = playback.Event;
        return each.Kind switch
        {
            TraceEventKind.Read or TraceEventKind.Write => AccessText.Named(playback.Tables, playback.Before, each),
            TraceEventKind.InterruptLine when each.Value == 0 => "interrupt line falls",
            TraceEventKind.InterruptLine => $"interrupt{Cause(playback)}",
            TraceEventKind.InterruptMessage => $"interrupt by message 0x{each.Value:x}{Cause(playback)}",
            TraceEventKind.DmaRead or TraceEventKind.DmaWrite => DmaText.Of(playback) + Fate(playback.Fate),
            TraceEventKind.Stored => $"the guest has {Bytes(each.Offset)} at 0x{each.Value:x}",
            TraceEventKind.Filled => $"the guest fills {Bytes(each.Offset)} at 0x{each.Value:x}",
            TraceEventKind.Reset => "reset of the whole device",
            TraceEventKind.Time => $"pause of {Seconds(each.Value)}",
            TraceEventKind.Mark => $"mark 0x{each.Value:x2}",
            _ => Gap(playback),
        };
    }

    /// <summary>An event outside of a playback.</summary>
    public static string Of(MonitorTables tables, ReadOnlySpan<ulong> words, in TraceEvent each) =>
        each.IsAccess ? AccessText.Of(tables, words, each) : each.IsInterrupt ? "an interrupt" : Dma(each);

    /// <summary><c>DMA: the device reads 16 bytes at 0x2b95000</c>.</summary>
    public static string Dma(in TraceEvent each) =>
        $"DMA: the device {(each.Kind == TraceEventKind.DmaRead ? "reads" : "writes")} {Bytes(each.Offset)} at 0x{each.Value:x}";

    private static string Cause(Playback playback) =>
        playback.Tables.Model.Interrupt?.Cause is not { } register ? ""
        : playback.Cause is { } cause ? $", {register.Name} = {RegisterText.Of(register, cause)}"
        : $", {register.Name} not known";

    private static string Gap(Playback playback)
    {
        if (playback.ProblemAt(playback.Line) is { } problem)
            return $"gap: {problem.Kind}: {problem.Message}";
        return playback.Event.Value == 0 ? "gap: events are missing" : $"gap: {playback.Event.Value} events are missing";
    }

    private static string Fate(DmaFate? fate) => fate switch
    {
        DmaFate.Late => ", by an entry that was looked at too late",
        DmaFate.Unapproved => ", which was never approved",
        DmaFate.Unseen => ", by an entry that nobody could look at",
        _ => "",
    };

    private static string Bytes(uint count) => count.ToString("N0", CultureInfo.InvariantCulture) + (count == 1 ? " byte" : " bytes");

    private static string Seconds(ulong microseconds) => (microseconds / 1e6).ToString("F3", CultureInfo.InvariantCulture) + " s";
}
