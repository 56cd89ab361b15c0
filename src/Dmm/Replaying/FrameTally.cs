using Dmm.Compilation;
using Dmm.Modeling.Model;
using Dmm.Monitoring;
using Dmm.Replaying.Truth;
using Dmm.Tracing;

namespace Dmm.Replaying;

/// <summary>Counts frames in a recording: by the entries of descriptor structures, and where none tells, by the accesses that the model says stand for them.</summary>
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

    /// <summary>Accesses that stand for a frame that was sent.</summary>
    public long Sent { get; private set; }

    /// <summary>Accesses that stand for a frame that was received.</summary>
    public long Received { get; private set; }

    /// <summary>Frames that were sent; null when nothing tells.</summary>
    public long? AllSent(DmaLedger ledger) => All(sent, Sent, ledger.Structures, structure => structure.Frames);

    /// <summary>Frames that were received; null when nothing tells.</summary>
    public long? AllReceived(DmaLedger ledger) => All(received, Received, ledger.Structures, structure => structure.FramesFilled);

    /// <summary>Looks at an access that the monitor has judged and allowed, at an offset with <see cref="PlaceTraits.Frame"/>.</summary>
    public void Count(in TraceEvent access, DeviceMonitor monitor)
    {
        var words = monitor.State.Words;
        var isWrite = access.Kind == TraceEventKind.Write;
        var word = tables.Slots[tables.SlotNumberOf(access.Region, access.Offset, isWrite, words)].Word;
        if (word <= 0) // a harmless place has none
            return;
        var register = tables.Model.Registers[word - 1];
        if (Stands(sent, register, isWrite, words))
            Sent++;
        if (Stands(received, register, isWrite, words))
            Received++;
    }

    // No access that stands for a frame means none only where entries that could be frames were not given unseen.
    private static long? All(FrameEventInfo? frame, long byAccesses, IReadOnlyList<GivenStructure> structures, Func<GivenStructure, long> inEntries) =>
        structures.Sum(inEntries) is var given and > 0 ? given
        : frame is null || (byAccesses == 0 && structures.Any(structure => structure.GivenUnseen > 0)) ? null : byAccesses;

    private static bool Stands(FrameEventInfo? frame, RegisterInfo register, bool isWrite, ReadOnlySpan<ulong> words) =>
        frame is not null && frame.CanBe(register, isWrite) && frame.When.Test(words, -1, 0);
}
