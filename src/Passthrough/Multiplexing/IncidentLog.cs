namespace Passthrough.Multiplexing;

/// <summary>What went wrong, up to a bound: a guest that floods costs counts, not memory.</summary>
public sealed class IncidentLog
{
    /// <summary>The most that are kept in words; later ones are counted.</summary>
    public const int MostKept = 100;

    private readonly List<Incident> kept = [];

    /// <summary>The first of them.</summary>
    public IReadOnlyList<Incident> Kept => kept;

    /// <summary>All of them.</summary>
    public long Count { get; private set; }

    /// <summary>Whether one more would be kept in words; what is expensive to say need not be found out.</summary>
    public bool HasRoom => kept.Count < MostKept;

    internal void Add(Incident incident)
    {
        Count++;
        if (HasRoom)
            kept.Add(incident);
    }

    internal void AddUnsaid() => Count++;
}
