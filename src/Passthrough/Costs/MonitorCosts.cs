using System.Diagnostics;
using Dmm.Compilation;
using Dmm.Monitoring;
using Dmm.Tracing;
using Passthrough.Guests.Scripted;

namespace Passthrough.Costs;

/// <summary>What the monitor costs alone, without a device: the figures that depend on the model and the processor only.</summary>
internal sealed class MonitorCosts(MonitorTables tables, IReadOnlyList<TraceEvent> accesses, Sampler sampler)
{
    private readonly DeviceMonitor monitor = new(tables);

    /// <summary>Measures everything.</summary>
    public CostPart Measure(CostPart part)
    {
        var hooked = accesses.Where(access => monitor.Access(access).Kind == VerdictKind.Allowed).ToArray();
        if (hooked.Length == 0)
            return part with { Problem = "its driver makes no access that is hooked; the model may have nothing to answer" };
        var rows = new List<CostRow>();
        Add(rows, CostIds.ModelUpdate, "model update: a hooked access, judged", sampler.Take(operations => Play(hooked, operations)));
        var startsDma = FindDma(hooked);
        if (startsDma is { } start)
            Add(rows, CostIds.DmaCheck, "DMA check: an access that starts one, judged", sampler.Take(operations => Repeat(start, operations)));
        Add(rows, CostIds.Reusable, "is the device reusable?", sampler.Take(Ask));
        Add(rows, CostIds.Exit, "exit of a scripted guest: its coroutine goes on", sampler.Take(GoOn));
        return part with
        {
            Rows = rows,
            Notes = [$"model update: the mean of {hooked.Length:N0} hooked accesses of a driver that sends and receives; it made {accesses.Count:N0}"],
            Problem = startsDma is null ? "the model has no access that starts a DMA again and again" : null,
        };
    }

    /// <summary>An access that passes the check of a DMA each time it is made; the monitor is left in the state for it.</summary>
    private TraceEvent? FindDma(TraceEvent[] hooked)
    {
        var checksDma = tables.Model.Checks.Where(check => check.Dma is not null).Aggregate(0UL, (mask, check) => mask | 1UL << check.Index);
        monitor.PowerOn();
        foreach (var access in hooked)
        {
            monitor.Access(access);
            if ((monitor.Passed & checksDma) == 0)
                continue;
            monitor.Access(access);
            if ((monitor.Passed & checksDma) != 0)
                return access;
        }
        return null;
    }

    private Work Play(TraceEvent[] hooked, long operations)
    {
        var rounds = (operations + hooked.Length - 1) / hooked.Length;
        var began = Stopwatch.GetTimestamp();
        for (var round = 0L; round < rounds; round++)
        {
            monitor.PowerOn();
            foreach (ref readonly var access in hooked.AsSpan())
                monitor.Access(access);
        }
        return new Work(Stopwatch.GetTimestamp() - began, rounds * hooked.Length);
    }

    private Work Repeat(in TraceEvent access, long operations)
    {
        var began = Stopwatch.GetTimestamp();
        for (var i = 0L; i < operations; i++)
            monitor.Access(access);
        return new Work(Stopwatch.GetTimestamp() - began, operations);
    }

    private Work Ask(long operations)
    {
        var began = Stopwatch.GetTimestamp();
        for (var i = 0L; i < operations; i++)
            Reusability.Ask(monitor);
        return new Work(Stopwatch.GetTimestamp() - began, operations);
    }

    private static Work GoOn(long operations)
    {
        using var guest = new ScriptedGuest("reader", new ReadingScript());
        guest.Run(0);
        var began = Stopwatch.GetTimestamp();
        for (var i = 0L; i < operations; i++)
            guest.Run(0);
        return new Work(Stopwatch.GetTimestamp() - began, operations);
    }

    private static void Add(List<CostRow> rows, string id, string title, CostSample? sample)
    {
        if (sample is { } taken)
            rows.Add(new CostRow(id, title, taken));
    }
}
