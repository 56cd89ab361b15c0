namespace Dmm.Modeling.Model;

/// <summary>Something that the device can be busy with.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Initial">Where it begins.</param>
/// <param name="States">Its states.</param>
/// <param name="Location">The line of the model.</param>
public sealed record MachineInfo(string Name, StateInfo Initial, IReadOnlyList<StateInfo> States, Location Location)
{
    /// <summary>The bits of all its states.</summary>
    public ulong Mask => States.Aggregate(0UL, (mask, state) => mask | state.Mask);
}
