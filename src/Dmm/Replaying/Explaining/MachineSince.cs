using Dmm.Modeling.Model;

namespace Dmm.Replaying.Explaining;

/// <summary>The state of a machine, and since when.</summary>
/// <param name="Machine">The machine.</param>
/// <param name="State">Its state.</param>
/// <param name="Since">The event that led there.</param>
public sealed record MachineSince(MachineInfo Machine, StateInfo State, EventStamp Since);
