using Dmm.Compilation;
using Dmm.Modeling.Model;
using Dmm.Monitoring;
using Dmm.Tracing;

namespace Dmm.Replaying;

/// <summary>Counts frames in a recording by the accesses that the model says stand for them, hooked or not.</summary>
internal sealed class FrameTally
{
    private readonly MonitorTables tables;
    private readonly FrameEventInfo? sent;
    private readonly FrameEventInfo? received;

    public FrameTally(MonitorTables tables)
    {
        this.tables = tables;
        sent = tables.Model.FrameSent;
        received = tables.Model.FrameReceived;
    }

    public long Sent { get; private set; }
    public long Received { get; private set; }

    /// <summary>Looks at an access that the monitor has judged and allowed, at an offset with <see cref="PlaceTraits.Frame"/>.</summary>
    public void Count(in TraceEvent access, DeviceMonitor monitor)
    {
        var words = monitor.State.Words;
        var isWrite = access.Kind == TraceEventKind.Write;
        var word = tables.Slots[tables.SlotNumberOf(access.Region, access.Offset, isWrite, words)].Word;
        if (Stands(sent, word, isWrite, words))
            Sent++;
        if (Stands(received, word, isWrite, words))
            Received++;
    }

    private static bool Stands(FrameEventInfo? frame, int word, bool isWrite, ReadOnlySpan<ulong> words) =>
        frame is not null && frame.On.Register?.Word == word && (frame.On.Kind == EventKind.Write) == isWrite && frame.When.Test(words, -1, 0);
}
