using BenchmarkDotNet.Attributes;
using Passthrough.Costs;

namespace Vpio.Bench;

/// <summary>Hand-offs of the simulated NIC from one guest to another.</summary>
public class HandoffBenchmark
{
    private readonly DeviceBench bench = SharedCard.Make();
    private int hasSecond;

    [Benchmark(Description = "empty ring")]
    public bool Empty() => Give(0);

    [Benchmark(Description = "loaded")]
    public bool Loaded() => Give(2);

    private bool Give(int first)
    {
        hasSecond ^= 1;
        return bench.TryGive(bench.Tenants[first + hasSecond]);
    }
}
