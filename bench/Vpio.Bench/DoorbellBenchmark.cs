using BenchmarkDotNet.Attributes;

namespace Vpio.Bench;

/// <summary>What a doorbell costs that gives a NIC new descriptors: each is read out of the guest's memory once and judged.</summary>
public class DoorbellBenchmark
{
    private Doorbell bell = null!;

    /// <summary>Descriptors that are newly given at each.</summary>
    [Params(1, 16, 256)]
    public int Given { get; set; }

    [GlobalSetup]
    public void Make() => bell = new Doorbell(Given);

    [Benchmark(Description = "judged", Baseline = true)]
    public ulong Judged() => bell.Ring();

    [Benchmark(Description = "judged, copied, carried back")]
    public ulong Copied()
    {
        var tail = bell.Ring();
        bell.Publish();
        bell.Work();
        bell.Shadows.CarryBack();
        return tail;
    }

    [Benchmark(Description = "of that, the device's part")]
    public void Device() => bell.Work();
}
