using BenchmarkDotNet.Attributes;
using Passthrough.Costs;

namespace Vpio.Bench;

/// <summary>Accesses of the owner: straight to the simulated NIC, and as the multiplexer makes them.</summary>
public class AccessBenchmark
{
    private const int Accesses = 1024; // a multiple of what the multiplexer makes in a step

    private readonly DeviceBench bench = SharedCard.Make();
    private readonly ChosenAccess unhooked, hooked;

    public AccessBenchmark()
    {
        var words = bench.Tenants[0].Monitor.State.Words;
        unhooked = AccessChoice.Unhooked(bench.Tables, words)!;
        hooked = AccessChoice.Hooked(bench.Tables, words)!;
    }

    [GlobalSetup(Target = nameof(Unhooked))]
    public void RepeatUnhooked() => bench.Repeat(bench.Tenants[0], unhooked);

    [GlobalSetup(Target = nameof(Hooked))]
    public void RepeatHooked() => bench.Repeat(bench.Tenants[0], hooked);

    [Benchmark(Description = "straight", OperationsPerInvoke = Accesses, Baseline = true)]
    public ulong Straight()
    {
        var all = 0UL;
        for (var i = 0; i < Accesses; i++)
            all |= bench.Nic.Read(unhooked.Access.Region, unhooked.Access.Offset, unhooked.Access.Size);
        return all;
    }

    [Benchmark(Description = "unhooked", OperationsPerInvoke = Accesses)]
    public long Unhooked() => Make();

    [Benchmark(Description = "hooked", OperationsPerInvoke = Accesses)]
    public long Hooked() => Make();

    private long Make()
    {
        var counts = bench.Tenants[0].Counts;
        for (var end = counts.Accesses + Accesses; counts.Accesses < end;)
            bench.Multiplexer.Step();
        return counts.Accesses;
    }
}
