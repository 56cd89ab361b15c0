using System.Text;
using Dmm.Analysis.Checking;
using Dmm.Memory;
using Dmm.Modeling;
using Dmm.Modeling.Loading;
using Dmm.Monitoring;
using Dmm.Replaying;
using Dmm.Tracing;

namespace Dmm.Tests.Replaying.Truth;

/// <summary>One structure keeps a base, and another is judged by it at the same event: the monitor and the replay judge by the base from before, and the check says so.</summary>
public class KeptOnOneEventTests
{
    private static readonly byte[] File = RepositoryFiles.Bytes("tests", "Dmm.Tests", "Modeling", "Broken", "kept-too-late.yaml");

    [Fact]
    public void TheMonitorAndTheReplayJudgeByTheBaseFromBefore()
    {
        var model = ModelLoader.Load("kept-too-late.yaml", File, null).Model!;
        // The block at 0x100 names the entry at 0x200, whose buffer is nobody's; before it, the entry at 0 had a buffer at 0.
        TraceEvent[] events =
        [
            new(TraceEventKind.Write, 0, 4, 0, 0x100),
            new(TraceEventKind.Write, 0, 1, 4, 1),
            new(TraceEventKind.Write, 0, 1, 4, 1),
        ];
        var memory = new ArrayMemory(new byte[0x1000], new MemoryWindow(0, 0x1000, 0));
        memory.TryWrite(0x100, [0x00, 0x02, 0, 0]);
        memory.TryWrite(0x200, [0, 0, 0, 0xde]);
        var live = new DeviceMonitor(Recorded.Tables(model), memory);
        var verdicts = events.Select(each => live.Access(each).IsAllowed).ToList();

        using var reader = new RecordedEvents((TraceEvent[])
        [
            new(TraceEventKind.Stored, 0, 0, 4, 0x100), Bytes(0x200),
            new(TraceEventKind.Stored, 0, 0, 4, 0x200), Bytes(0xde000000),
            new(TraceEventKind.Stored, 0, 0, 4, 0), Bytes(0),
            .. events,
        ]);
        var play = new Playback(Recorded.Tables(model), reader);
        var replayed = new List<bool>();
        while (play.Next())
            if (play.Event.IsAccess)
                replayed.Add(play.Verdict.IsAllowed);

        Assert.Equal([true, true, false], verdicts);
        Assert.Equal(verdicts, replayed);
    }

    [Fact]
    public void TheCheckSaysSo() =>
        Assert.Contains(ModelCheck.Run("m.yaml", File).Diagnostics, each => each.Code == DiagnosticCodes.KeptTooLate && each.Message.Contains("judged on the value from before", StringComparison.Ordinal));

    [Fact]
    public void AtALaterEventItIsJudgedByTheBaseThatWasKept() =>
        Assert.DoesNotContain(ModelCheck.Run("m.yaml", Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(File)
            .Replace("  - { on: write BELL, check: [setup_aligned, frame] }", "  - { on: write SETUP, check: setup_aligned }\n  - { on: write BELL, check: frame }", StringComparison.Ordinal))).Diagnostics,
            each => each.Code == DiagnosticCodes.KeptTooLate);

    private static TraceEvent Bytes(uint four) => new(TraceEventKind.DmaData, 0, 0, 4 << 16, four);
}
