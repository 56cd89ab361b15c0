using System.Diagnostics;

namespace Passthrough.Costs;

/// <summary>Batches that were made one right after the other.</summary>
internal sealed class SampleRound
{
    private const int MostBatches = 1_000;

    private readonly List<double> perOperationNs = [];
    private long operations;

    private SampleRound()
    {
    }

    /// <summary>The batch in the middle.</summary>
    public double MedianNs => perOperationNs[perOperationNs.Count / 2];

    /// <summary>Makes batches for some time; at least one.</summary>
    /// <returns>Null if the operation could not be done.</returns>
    public static SampleRound? Take(Func<long, Work> batch, long operations, double ms)
    {
        var round = new SampleRound();
        var began = Stopwatch.GetTimestamp();
        do
        {
            var work = batch(operations);
            if (work.Operations == 0)
                return null;
            round.operations += work.Operations;
            round.perOperationNs.Add(Math.Max(1, work.Ticks) * 1e9 / Stopwatch.Frequency / work.Operations);
        }
        while (round.perOperationNs.Count < MostBatches && Stopwatch.GetElapsedTime(began).TotalMilliseconds < ms);
        round.perOperationNs.Sort();
        return round;
    }

    /// <summary>What the batches of some rounds took.</summary>
    public static CostSample Together(IEnumerable<SampleRound> rounds)
    {
        var all = new SampleRound();
        foreach (var round in rounds)
        {
            all.operations += round.operations;
            all.perOperationNs.AddRange(round.perOperationNs);
        }
        all.perOperationNs.Sort();
        return new CostSample(all.perOperationNs[0], all.MedianNs, all.perOperationNs.Count, all.operations);
    }
}
