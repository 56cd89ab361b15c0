namespace Dmm.Replaying.Truth;

/// <summary>Keeps the first denials of a replay, and counts all of them by their causes.</summary>
internal sealed class DenialTally
{
    /// <summary>Denials that are kept with all their details, and causes that are distinguished.</summary>
    public const int Most = 1000;

    private readonly List<DeniedAccess> first = [];
    private readonly Dictionary<DenialCause, DenialGroup> groups = [];

    /// <summary>The first of them.</summary>
    public IReadOnlyList<DeniedAccess> First => first;

    /// <summary>All of them.</summary>
    public long Count { get; private set; }

    /// <summary>Whether there was one before anything was missing.</summary>
    public bool AnyBeforeGap { get; private set; }

    /// <summary>Takes a denial.</summary>
    /// <param name="cause">What it shares with others.</param>
    /// <param name="line">Its line.</param>
    /// <param name="moment">Where it happened.</param>
    /// <param name="tell">Tells it with all details; asked only where they are kept.</param>
    public void Add(DenialCause cause, long line, DenialMoment moment, Func<DenialMoment, DeniedAccess> tell)
    {
        Count++;
        AnyBeforeGap |= !moment.IsAfterGap;
        var isKnown = groups.TryGetValue(cause, out var group);
        var told = first.Count < Most || (!isKnown && groups.Count < Most) ? tell(moment) : null;
        if (told is not null && first.Count < Most)
            first.Add(told);
        if (isKnown)
            groups[cause] = group! with { Count = group.Count + 1, LastLine = line };
        else if (told is not null)
            groups[cause] = new DenialGroup(told, 1, line);
    }

    /// <summary>By cause, in the order of the first of each.</summary>
    public IReadOnlyList<DenialGroup> Groups() => [.. groups.Values.OrderBy(group => group.First.Event)];
}
