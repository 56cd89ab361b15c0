namespace Dmm.Drafting;

/// <summary>Finds places that are accessed right after a write of another one: data behind an index, or the two halves of one register.</summary>
internal sealed class PairFinder
{
    /// <summary>Bounds what a recording of a large region can make of this.</summary>
    private const int MostPairs = 4096;
    private const int LeastUses = 8;
    private const int LeastIndexes = 4;

    private readonly Dictionary<(SeenPlace First, SeenPlace Second), long> pairs = [];
    private Step last;

    /// <summary>Looks at the next access.</summary>
    public void Add(Step step)
    {
        var pair = (last.Place, step.Place);
        if (last.IsWrite && last.Place != step.Place && (pairs.Count < MostPairs || pairs.ContainsKey(pair)))
            pairs[pair] = pairs.GetValueOrDefault(pair) + 1;
        last = step;
    }

    /// <summary>Starts over after a gap.</summary>
    public void Break() => last = default;

    /// <summary>The place whose value seems to choose what is reached here, or null.</summary>
    public SeenPlace? IndexOf(SeenPlace data) => pairs
        .Where(pair => pair.Key.Second == data && pair.Key.First.WrittenValues >= LeastIndexes && IsRule(pair.Value, data) && 2 * pair.Value >= pair.Key.First.Writes && !IsHalf(pair.Key.First))
        .Select(pair => pair.Key.First).FirstOrDefault();

    /// <summary>The place that seems to hold the upper half of the register whose lower half is here, or null.</summary>
    public SeenPlace? UpperHalfOf(SeenPlace low) => pairs
        .Where(pair => pair.Key.First == low && IsRule(pair.Value, pair.Key.Second) && IsRule(pair.Value, low) && AreHalves(low, pair.Key.Second))
        .Select(pair => pair.Key.Second).FirstOrDefault();

    // Halves are written one after the other, and registers of halves too.
    private bool IsHalf(SeenPlace place) => pairs.Any(pair => (pair.Key.First == place || pair.Key.Second == place) && AreHalves(pair.Key.First, pair.Key.Second));

    private static bool IsRule(long count, SeenPlace place) => count >= LeastUses && 10 * count >= 9 * (place.Writes + (place.Writes >= place.Reads ? 0 : place.Reads));

    private static bool AreHalves(SeenPlace low, SeenPlace high) => low.Region == high.Region && low.End == high.Offset && low.Size == high.Size && low.Writes == high.Writes;
}
