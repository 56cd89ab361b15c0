using Dmm.Tracing.Text;

namespace Dmm.Tracing.Ftrace;

/// <summary>Reads of the device that were begun and whose answers are still to come, one a virtual processor.</summary>
/// <remarks>A processor waits for its answer. If its next access is another one, the line of the answer is missing.</remarks>
internal sealed class PendingReads(EventSink events, TraceFindings findings)
{
    // More threads than any guest has processors; a recording that names more is not followed.
    private const int MostTasks = 1024;

    private readonly Dictionary<ulong, (ulong Address, long Line)> pending = [];

    /// <summary>A processor has begun a read.</summary>
    public void Begin(ReadOnlySpan<byte> task, ulong address)
    {
        Access(task, address, isAnswer: false);
        if (pending.Count < MostTasks)
            pending.Add(KeyOf(task), (address, events.Line));
    }

    /// <summary>A processor makes an access, or gets the answer to its read.</summary>
    public void Access(ReadOnlySpan<byte> task, ulong address, bool isAnswer)
    {
        if (pending.Count == 0 || !pending.Remove(KeyOf(task), out var read) || (isAnswer && read.Address == address))
            return;
        Report(1, $"the read of 0x{read.Address:x} in line {read.Line} has no answer");
    }

    /// <summary>At the end of the recording no read may be without its answer.</summary>
    public void Conclude()
    {
        if (pending.Count > 0)
            Report((ulong)pending.Count, $"the recording ends before the read in line {pending.Values.Min(read => read.Line)} has its answer");
    }

    private void Report(ulong missing, string message)
    {
        findings.Problem(events.Line, TraceProblem.Lost, message);
        events.Missing = missing;
        events.Gap();
        events.Missing = 0;
    }

    // FNV-1a: names are short, and two threads of one recording hardly ever share a value.
    private static ulong KeyOf(ReadOnlySpan<byte> task)
    {
        var key = 14695981039346656037UL;
        foreach (var letter in task)
            key = (key ^ letter) * 1099511628211UL;
        return key;
    }
}
