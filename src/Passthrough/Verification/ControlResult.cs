namespace Passthrough.Verification;

/// <summary>What came of handing the device over at moments at which one thing, and nothing else, stood against it.</summary>
/// <param name="Obstacle">What stood against it: a machine in a state, or a condition.</param>
/// <param name="Forced">Hand-offs that were forced at such moments.</param>
/// <param name="Damage">The first damage that followed; null if there was none.</param>
/// <param name="Runs">Runs that it took.</param>
public sealed record ControlResult(string Obstacle, long Forced, Difference? Damage, int Runs)
{
    /// <summary>What always stands against a hand-off beside it, by name; hand-offs were forced against all of these at once.</summary>
    public IReadOnlyList<string> Beside { get; init; } = [];

    /// <summary>Looks at the device that found the obstacle; none where the device is past it whenever it is looked at.</summary>
    public long Stood { get; init; }

    /// <summary>Looks that there were.</summary>
    public long Looks { get; init; }

    /// <summary>Whether moments were found and no damage followed: the model is more cautious than it has to be.</summary>
    public bool IsOvercautious => Forced > 0 && Damage is null && Problem is null;

    /// <summary>Why nothing more could be found out: the device could not be made, or a guest does not come to its end even alone; else null.</summary>
    public string? Problem { get; init; }
}
