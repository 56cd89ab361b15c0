using BenchmarkDotNet.Attributes;
using Dmm.Monitoring;
using Dmm.Tracing;

namespace Vpio.Bench;

/// <summary>The table engine alone: events that lie in an array go to a monitor.</summary>
public class EngineBenchmark
{
    private const int HookedCount = 16_384;

    private readonly TraceEvent[] judged = Recording.JudgedEvents();
    private readonly TraceEvent[] hooked = new TraceEvent[HookedCount];
    private readonly DeviceMonitor monitor = new(Subject.Tables());

    [GlobalSetup]
    public void FindHooked()
    {
        var count = 0;
        foreach (var each in judged.Where(each => each.Kind != TraceEventKind.InterruptLine))
            if (monitor.Access(each).Kind >= VerdictKind.Allowed && count < HookedCount)
                hooked[count++] = each;
        if (count < HookedCount)
            throw new InvalidDataException($"the recording has only {count} hooked accesses, and {HookedCount} are counted on");
    }

    [Benchmark(Description = "every event", OperationsPerInvoke = Recording.Judged)]
    public long EveryEvent() => Play(judged);

    [Benchmark(Description = "hooked access", OperationsPerInvoke = HookedCount)]
    public long HookedAccess() => Play(hooked);

    [Benchmark(Description = "reusable?")]
    public bool AskReusable() => Reusability.Ask(monitor).IsReusable;

    private long Play(TraceEvent[] events)
    {
        monitor.PowerOn();
        var kinds = 0L;
        foreach (ref readonly var each in events.AsSpan())
            kinds += (long)(each.Kind == TraceEventKind.InterruptLine ? monitor.Interrupt(each.Value) : monitor.Access(each)).Kind;
        return kinds;
    }
}
