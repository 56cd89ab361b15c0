using Dmm.Tracing;

namespace Dmm.Tests.Tracing;

/// <summary>Events and findings in the words of the case files.</summary>
internal static class EventText
{
    public static IEnumerable<string> Of(Reading reading, int linesBefore)
    {
        if (reading.Unreadable is { } reason)
            return [$"unreadable {reason}"];
        var texts = reading.Events.Select(Of)
            .Concat(reading.Problems.Select(problem => $"problem {problem.Kind} {problem.Line - linesBefore}"));
        if (reading.SkippedLines > 0)
            texts = texts.Append($"skipped {reading.SkippedLines}");
        return texts
            .Concat(reading.Notes.Where(note => !note.Contains("-msg timestamp=on", StringComparison.Ordinal)).Select(note => $"note {note}"))
            .Append(Of(reading.Device));
    }

    private static string Of(TraceDevice device)
    {
        var regions = device.Regions.Select(region => $" {region.Number}:{region.Space}:0x{region.Base:x}+0x{region.Size:x}");
        return $"device {device.Id?.ToString() ?? "?"} {device.PciAddress ?? "?"}{string.Concat(regions)}";
    }

    private static string Of(TraceEvent one) => Text(one) + (one.ElapsedUs == 0 ? "" : $" +{one.ElapsedUs}");

    private static string Text(TraceEvent one) => one.Kind switch
    {
        TraceEventKind.Read => $"R {one.Region}+0x{one.Offset:x}/{one.Size} 0x{one.Value:x}",
        TraceEventKind.Write => $"W {one.Region}+0x{one.Offset:x}/{one.Size} 0x{one.Value:x}",
        TraceEventKind.InterruptLine => $"IRQ {one.Value}",
        TraceEventKind.InterruptMessage => $"MSI 0x{one.Offset:x} 0x{one.Value:x}",
        TraceEventKind.DmaRead => $"DMAR 0x{one.Value:x} {one.Offset}",
        TraceEventKind.Stored => $"MEM 0x{one.Value:x} {one.Offset}",
        TraceEventKind.Filled => $"FILL 0x{one.Value:x} {one.Offset}",
        TraceEventKind.DmaWrite => $"DMAW 0x{one.Value:x} {one.Offset}",
        TraceEventKind.DmaData => $"DATA {one.Offset & 0xffff} {one.Offset >> 16} 0x{one.Value:x}",
        TraceEventKind.Time => $"TIME {one.Value}",
        TraceEventKind.Mark => $"MARK {one.Value}",
        TraceEventKind.Gap => $"GAP {one.Value}",
        _ => one.ToString(),
    };
}
