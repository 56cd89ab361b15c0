namespace Dmm.Tracing;

/// <summary>
/// The kinds of a <c>.vpt</c> record that are no events: numbers from 0xf0, away from <see cref="TraceEventKind"/>. A reader
/// takes them in and hands out none.
/// </summary>
internal static class RecordKind
{
    /// <summary>The device's numbers and address; see <see cref="DeviceRecords"/>.</summary>
    public const TraceEventKind Identity = (TraceEventKind)0xf0;

    /// <summary>A region of the device; see <see cref="DeviceRecords"/>.</summary>
    public const TraceEventKind Region = (TraceEventKind)0xf1;

    /// <summary>The last record; <c>Value</c> is how many records are before it.</summary>
    public const TraceEventKind End = (TraceEventKind)0xff;

    private const TraceEventKind FirstEvent = TraceEventKind.Read;
    private const TraceEventKind LastPlain = TraceEventKind.Mark;
    private const TraceEventKind LastEvent = TraceEventKind.Filled;

    public static bool IsEvent(TraceEventKind kind) => kind is >= FirstEvent and <= LastEvent;

    /// <summary>Where the first record stands that must be looked at: it is a gap, or no event.</summary>
    public static int IndexOfSpecial(ReadOnlySpan<TraceEvent> records)
    {
        for (var i = 0; i < records.Length; i++)
        {
            // One comparison for everything from the first kind to the one before the gap; what is after the gap is rare.
            if ((uint)records[i].Kind - (uint)FirstEvent > LastPlain - FirstEvent)
                return i;
        }

        return records.Length;
    }
}
