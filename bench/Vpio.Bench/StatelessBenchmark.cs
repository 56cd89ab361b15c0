using BenchmarkDotNet.Attributes;
using Dmm.Monitoring;
using Dmm.StatelessMachines;
using Dmm.Tracing;
using Stateless;

namespace Vpio.Bench;

/// <summary>The same hooked accesses of a real driver on both engines, and what one <c>Fire</c> of Stateless costs by itself.</summary>
public class StatelessBenchmark
{
    private const int Count = 4_096;

    private readonly TraceEvent[] hooked = new TraceEvent[Count];
    private readonly DeviceMonitor monitor = new(Subject.Tables());
    private readonly StatelessDevice device = new(Subject.Model(), null, Subject.Tables().Plan);
    private readonly StateMachine<int, int> machine = new(0);
    private ulong word;

    [GlobalSetup]
    public void FindHooked()
    {
        var count = 0;
        foreach (var each in Recording.JudgedEvents().Where(each => each.Kind != TraceEventKind.InterruptLine))
            if (monitor.Access(each).Kind >= VerdictKind.Allowed && count < Count)
                hooked[count++] = each;
        machine.Configure(0).PermitIf(0, 1, () => (word & 1) == 0);
        machine.Configure(1).PermitIf(0, 0, () => (word & 1) != 0);
    }

    [Benchmark(Baseline = true, Description = "tables", OperationsPerInvoke = Count)]
    public long Tables()
    {
        monitor.PowerOn();
        var kinds = 0L;
        foreach (ref readonly var each in hooked.AsSpan())
            kinds += (long)monitor.Access(each).Kind;
        return kinds;
    }

    [Benchmark(Description = "Stateless", OperationsPerInvoke = Count)]
    public long Stateless()
    {
        device.PowerOn();
        var kinds = 0L;
        foreach (ref readonly var each in hooked.AsSpan())
            kinds += (long)device.Access(each).Kind;
        return kinds;
    }

    [Benchmark(Description = "one Fire, two guards", OperationsPerInvoke = Count)]
    public int OneFire()
    {
        for (var i = 0; i < Count; i++, word++)
            machine.Fire(0);
        return machine.State;
    }
}
