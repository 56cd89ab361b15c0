using BenchmarkDotNet.Attributes;
using Dmm.Modeling.Model;
using Passthrough.Costs;
using Passthrough.Handoff;
using Passthrough.Multiplexing.Frames;

namespace Vpio.Bench;

/// <summary>Frames taken out of the receive ring of a saved context, and put in again: the work of sorting frames by guest.</summary>
public class RingBenchmark
{
    private readonly ReceiveInfo receive;
    private readonly ReceiveRing ring;
    private readonly SavedContext context;
    private readonly ulong firstUnit;

    public RingBenchmark()
    {
        var bench = SharedCard.Make();
        bench.TryGive(bench.Tenants[2]);
        bench.TryGive(bench.Tenants[0]); // the context of the other is saved now
        receive = bench.Tables.Model.Receive!;
        ring = new ReceiveRing(receive);
        context = bench.Tenants[2].Context;
        firstUnit = RingLayout.Of(receive, context.Words)!.Value.First;
        if (TakeAndAppend() != DeviceBench.UnreadFrames)
            throw new InvalidOperationException("the ring does not hold what it was filled with");
    }

    [Benchmark(Description = "take and append", OperationsPerInvoke = DeviceBench.UnreadFrames)]
    public int TakeAndAppend()
    {
        var frames = ring.TakeFrom(context, firstUnit)!;
        foreach (var frame in frames)
            ring.TryAppend(context, frame);
        return frames.Count;
    }
}
