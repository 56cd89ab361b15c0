using Dmm.Hooking;

namespace Dmm.Replaying;

/// <summary>What one hook cost in a recording.</summary>
/// <param name="Region">The region's name.</param>
/// <param name="Hook">The hook.</param>
/// <param name="While">When it is armed, in words; empty for always.</param>
/// <param name="Accesses">How often it was hit.</param>
/// <param name="PerPort">How often it would have been hit if it could not be armed and disarmed: in every bank and state.</param>
/// <param name="Dragged">The registers that such a hook would catch without need.</param>
public sealed record HookedPort(string Region, Hook Hook, string While, long Accesses, long PerPort, IReadOnlyList<string> Dragged);
