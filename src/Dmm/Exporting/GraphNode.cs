namespace Dmm.Exporting;

/// <summary>A state, or a combination of states, one of each machine.</summary>
/// <param name="Label">The names of the states.</param>
/// <param name="States">Their bits of word 0.</param>
/// <param name="IsReusable">Whether the device may be handed over there, as far as states tell.</param>
/// <param name="IsInitial">Whether it is where a device begins.</param>
/// <param name="IsUnused">Whether recordings were played and none came there.</param>
public sealed record GraphNode(string Label, ulong States, bool IsReusable, bool IsInitial, bool IsUnused);
