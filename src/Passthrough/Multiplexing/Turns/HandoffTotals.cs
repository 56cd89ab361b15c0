namespace Passthrough.Multiplexing.Turns;

/// <summary>What hand-offs have cost.</summary>
public sealed class HandoffTotals
{
    /// <summary>Hand-offs from one guest to another.</summary>
    public long Count { get; internal set; }

    /// <summary>Accesses that they took: draining, saving and restoring.</summary>
    public long Accesses { get; internal set; }

    /// <summary>Accesses that they would have taken if all on-card memory had been moved.</summary>
    public long FullCopyAccesses { get; internal set; }

    /// <summary>Time spent waiting until the device was reusable, in nanoseconds of the device's time.</summary>
    public long DrainNs { get; internal set; }

    /// <summary>Time spent saving and restoring; the NIC hears nothing meanwhile.</summary>
    public long MoveNs { get; internal set; }

    /// <summary>How much of that went into changing which memory the device reaches; 0 for a device for which that is not changed.</summary>
    public long ReachNs { get; internal set; }

    /// <summary>Of the hand-offs, those that were forced.</summary>
    public long Forced { get; internal set; }

    /// <summary>What stood against a hand-off, and how often when it was asked.</summary>
    public IReadOnlyDictionary<string, long> Obstacles => obstacles;

    private readonly Dictionary<string, long> obstacles = [];

    internal void AddObstacle(string name) => obstacles[name] = obstacles.GetValueOrDefault(name) + 1;
}
