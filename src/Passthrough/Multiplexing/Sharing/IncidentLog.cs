namespace Passthrough.Multiplexing.Sharing;

/// <summary>What went wrong, up to a bound for each guest: a guest that floods costs counts, not memory, and hides nothing of the others.</summary>
public sealed class IncidentLog
{
    /// <summary>Incidents of one guest that are kept in words; later ones of it are counted.</summary>
    public const int MostKeptPerGuest = 100;

    private readonly List<Incident> kept = [];
    private readonly Dictionary<string, int> keptOf = [];

    /// <summary>The first incidents of each guest, in the order in which they happened. Those of the device alone are of the guest "".</summary>
    public IReadOnlyList<Incident> Kept => kept;

    /// <summary>All incidents.</summary>
    public long Count { get; private set; }

    /// <summary>Whether one more of a guest would be kept in words; what is expensive to say need not be found out.</summary>
    public bool HasRoomFor(string guest) => keptOf.GetValueOrDefault(guest) < MostKeptPerGuest;

    internal void Add(Incident incident)
    {
        Count++;
        if (!HasRoomFor(incident.Guest))
            return;
        kept.Add(incident);
        keptOf[incident.Guest] = keptOf.GetValueOrDefault(incident.Guest) + 1;
    }

    internal void AddUnsaid() => Count++;
}
