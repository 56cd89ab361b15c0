using System.Globalization;
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
            TraceEventKind.DmaRead or TraceEventKind.DmaWrite => Dma(each),
            TraceEventKind.DmaData => "bytes of the DMA",
            TraceEventKind.Reset => "reset of the whole device",
            TraceEventKind.Time => $"pause of {Seconds(each.Value)}",
            TraceEventKind.Mark => $"mark 0x{each.Value:x2}",
            _ => Gap(playback),
        };
    }

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

    private static string Bytes(uint count) => count.ToString("N0", CultureInfo.InvariantCulture) + (count == 1 ? " byte" : " bytes");

    private static string Seconds(ulong microseconds) => (microseconds / 1e6).ToString("F3", CultureInfo.InvariantCulture) + " s";
}
