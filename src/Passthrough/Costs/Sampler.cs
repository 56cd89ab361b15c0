using System.Diagnostics;
using System.Runtime;

namespace Passthrough.Costs;

/// <summary>Measures an operation: warms it up, finds a batch that is long against the clock, and takes minimum and median of many batches.</summary>
/// <remarks>
/// A batch of the fast operations takes half a millisecond, so that reading the clock adds nothing. The runtime counts calls only when no new code
/// has come for 100 ms, which it looks at every 100 ms, and compiles hot code for good, in two steps, in the background; so the warm-up pauses, and goes on
/// until nothing was compiled any more. Another program on the machine spoils a round of batches or two; so only the rounds count that come close to the calmest.
/// </remarks>
internal sealed class Sampler(int rowMs)
{
    private const int Rounds = 5, LeastBatches = 3;
    private const double MostOverCalmest = 1.1;
    private const int MostWarmUps = 10, FirstPauseMs = 220, PauseMs = 120;
    private const double WarmUpShare = 0.1;
    private const int LeastRowMs = 20; // below, nobody wants to know what things take, but only that they are done

    private static readonly long BatchTicks = Stopwatch.Frequency / 2_000;

    /// <summary>Measures.</summary>
    /// <param name="batch">Does the operation as often as asked, or a little more often.</param>
    /// <returns>Null if the operation could not be done.</returns>
    public CostSample? Take(Func<long, Work> batch)
    {
        if (WarmUp(batch) is not { } operations)
            return null;
        var rounds = new List<SampleRound>();
        var began = Stopwatch.GetTimestamp();
        while (rounds.Count < Rounds && (rounds.Count < LeastBatches || Stopwatch.GetElapsedTime(began).TotalMilliseconds < rowMs))
        {
            if (SampleRound.Take(batch, operations, (double)rowMs / Rounds) is not { } round)
                return null;
            rounds.Add(round);
        }
        var calmest = rounds.Min(round => round.MedianNs);
        return SampleRound.Together(rounds.Where(round => round.MedianNs <= MostOverCalmest * calmest));
    }

    /// <summary>How many operations a batch has; null if they could not be done.</summary>
    private long? WarmUp(Func<long, Work> batch)
    {
        var operations = 1L;
        for (var i = 0; i < MostWarmUps; i++)
        {
            var (compiled, began) = (JitInfo.GetCompiledMethodCount(), Stopwatch.GetTimestamp());
            if (!TryRun(batch, ref operations))
                return null;
            if (Stopwatch.GetElapsedTime(began).TotalMilliseconds > Math.Max(rowMs, LeastRowMs))
                return operations; // an operation as slow as that does not wait for its code
            Thread.Sleep(rowMs < LeastRowMs ? rowMs : i == 0 ? FirstPauseMs : PauseMs);
            if (i > 0 && JitInfo.GetCompiledMethodCount() == compiled)
                break;
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
