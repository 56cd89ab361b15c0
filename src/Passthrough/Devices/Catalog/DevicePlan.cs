namespace Passthrough.Devices.Catalog;

/// <summary>A device as a scenario plans it: nothing is started yet.</summary>
public abstract record DevicePlan
{
    /// <summary>The word for its kind, as scenarios write it.</summary>
    public abstract string Kind { get; }

    /// <summary>Whether its time is real; if not, a run is the same each time.</summary>
    public abstract bool IsRealTime { get; }

    /// <summary>Makes the device.</summary>
    /// <param name="problem">Why it could not be made, and what to do about it.</param>
    /// <returns>Null if it could not be made.</returns>
    public abstract IPhysicalNic? TryMake(out string? problem);
}
