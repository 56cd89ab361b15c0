using Dmm.Modeling.Model;

namespace Dmm.Replaying;

/// <summary>A machine went from one state to another, or took a transition that leads back to the same.</summary>
/// <param name="Machine">The machine.</param>
/// <param name="From">The state before.</param>
/// <param name="To">The state after.</param>
public sealed record Move(MachineInfo Machine, StateInfo From, StateInfo To)
{
    /// <summary><c>transmitter: idle → sending</c>.</summary>
    public override string ToString() => $"{Machine.Name}: {From.Name} → {To.Name}";
}
