using BenchmarkDotNet.Attributes;
using Dmm.Compilation;
using Dmm.Replaying;
using Dmm.Tracing;

namespace Vpio.Bench;

/// <summary>A whole recording from its bytes, which lie in memory, to the report; and its reading alone.</summary>
public class ReplayBenchmark
{
    private readonly byte[] text = Recording.Text();
    private readonly byte[] binary = Recording.Binary();
    private readonly TraceBatch batch = new();
    private readonly MonitorTables tables = Subject.Tables();

    [Benchmark(Description = "replay .vpt", OperationsPerInvoke = Recording.Events), InputBytes(Recording.BinaryBytes)]
    public ReplayReport ReplayBinary() => Replay(binary);

    [Benchmark(Description = "read .vpt", OperationsPerInvoke = Recording.Events), InputBytes(Recording.BinaryBytes)]
    public long ReadBinary() => Read(binary);

    [Benchmark(Description = "replay text", OperationsPerInvoke = Recording.Events), InputBytes(Recording.TextBytes)]
    public ReplayReport ReplayText() => Replay(text);

    [Benchmark(Description = "read text", OperationsPerInvoke = Recording.Events), InputBytes(Recording.TextBytes)]
    public long ReadText() => Read(text);

    private ReplayReport Replay(byte[] recording)
    {
        using var reader = Recording.Open(recording, tables.Model);
        return new Replayer(tables).Run(reader);
    }

    private long Read(byte[] recording)
    {
        using var reader = Recording.Open(recording, tables.Model);
        var events = 0L;
        while (reader.Read(batch) > 0)
            events += batch.Count;
        return events;
    }
}
