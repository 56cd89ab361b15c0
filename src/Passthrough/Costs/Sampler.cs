using System.Diagnostics;

namespace Passthrough.Costs;

/// <summary>Measures an operation: warms it up, finds a batch that is long against the clock, and takes minimum and median of many batches.</summary>
/// <remarks>
/// A batch of the fast operations takes half a millisecond, so that reading the clock adds nothing and another program on the machine spoils
/// a few batches and not all. The runtime counts calls only when no new code has come for 100 ms, and compiles hot code for good in the
/// background; so the warm-up pauses twice, and neither is starved on a machine with other work.
/// </remarks>
internal sealed class Sampler(int rowMs)
{
    private const int LeastBatches = 3, MostBatches = 4_000;
    private const double WarmUpShare = 0.1;
    private const int LeastRowMs = 20; // below, nobody wants to know what things take, but only that they are done

    private static readonly int[] PausesMs = [120, 60];

    private static readonly long BatchTicks = Stopwatch.Frequency / 2_000;

    /// <summary>Measures.</summary>
    /// <param name="batch">Does the operation as often as it is told, or a little more often.</param>
    /// <returns>Null if the operation could not be done.</returns>
    public CostSample? Take(Func<long, Work> batch)
    {
        if (WarmUp(batch) is not { } operations)
            return null;
        var perOperationNs = new List<double>();
        var all = 0L;
        var began = Stopwatch.GetTimestamp();
        while (perOperationNs.Count < LeastBatches || (perOperationNs.Count < MostBatches && Stopwatch.GetElapsedTime(began).TotalMilliseconds < rowMs))
        {
            var work = batch(operations);
            if (work.Operations == 0)
                return null;
            all += work.Operations;
            perOperationNs.Add(Math.Max(1, work.Ticks) * 1e9 / Stopwatch.Frequency / work.Operations);
        }
        perOperationNs.Sort();
        return new CostSample(perOperationNs[0], perOperationNs[perOperationNs.Count / 2], perOperationNs.Count, all);
    }

    /// <summary>How many operations a batch has; null if they could not be done.</summary>
    private long? WarmUp(Func<long, Work> batch)
    {
        var operations = 1L;
        foreach (var pauseMs in PausesMs)
        {
            if (!TryRun(batch, ref operations))
                return null;
            Thread.Sleep(rowMs < LeastRowMs ? rowMs : pauseMs);
        }
        return TryRun(batch, ref operations) ? operations : null;
    }

    private bool TryRun(Func<long, Work> batch, ref long operations)
    {
        var began = Stopwatch.GetTimestamp();
        do
        {
            var work = batch(operations);
            if (work.Operations == 0)
                return false;
            if (work.Ticks < BatchTicks)
                operations *= 2;
        }
        while (Stopwatch.GetElapsedTime(began).TotalMilliseconds < rowMs * WarmUpShare);
        return true;
    }
}
