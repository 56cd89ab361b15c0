using Dmm.Analysis.Shrinking;
using Dmm.Tracing;
using FsCheck;
using FsCheck.Fluent;

namespace Dmm.Tests.Shrinking;

/// <summary>Of a symptom that some events cause together, exactly these are left, in their order.</summary>
public class ShrinkerProperties
{
    private const int MaxRuns = 100_000;

    [Fact]
    public void ExactlyTheEventsThatCauseASymptomAreLeft() => Prop.ForAll<byte[], byte>((values, marked) =>
    {
        TraceEvent[] events = [.. values.Select((value, i) => new TraceEvent(TraceEventKind.Write, 0, 1, (uint)i, value))];
        var needed = events.Where(each => each.Value % 7 == marked % 7u).ToArray();
        var shrunk = new Shrinker(new AllOf(needed), MaxRuns).Run(events);
        return needed.Length == 0 ? shrunk is null : shrunk!.IsLeast && shrunk.Events.SequenceEqual(needed);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void NeverMoreRunsThanAreAllowed() => Prop.ForAll<byte[], byte>((values, most) =>
    {
        TraceEvent[] events = [.. values.Select((value, i) => new TraceEvent(TraceEventKind.Write, 0, 1, (uint)i, value))];
        return values.Length == 0 || new Shrinker(new AllOf(events), most + 1).Run(events)!.Runs <= most + 1;
    }).QuickCheckThrowOnFailure();

    /// <summary>Shows a symptom when all of some events are there.</summary>
    private sealed class AllOf(TraceEvent[] needed) : ISymptomFinder
    {
        public Symptom? Find(ReadOnlyMemory<TraceEvent> events)
        {
            var all = events.ToArray();
            return needed.Length > 0 && needed.All(all.Contains) ? new Symptom(Array.IndexOf(all, needed[^1]), "all there") : null;
        }
    }
}
