using Dmm.Hooking;

namespace Dmm.Replaying;

/// <summary>What hooking cost in a recording.</summary>
/// <param name="Goals">What the hooks were for.</param>
/// <param name="Accesses">Hooked accesses.</param>
/// <param name="Exits">Hooked accesses, a run through a data port counted once.</param>
/// <param name="PerPort">Hooked accesses if hooks could not be armed by bank and state.</param>
/// <param name="PerPage">Accesses caught if whole memory pages must be hooked; null when the driver used ports only.</param>
/// <param name="Ports">Each hook.</param>
public sealed record HookReport(
    HookGoals Goals, long Accesses, long Exits, long PerPort, long? PerPage, IReadOnlyList<HookedPort> Ports);
