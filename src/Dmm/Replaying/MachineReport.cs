namespace Dmm.Replaying;

/// <summary>How one machine moved.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Transitions">How often each pair of states was gone through, as <c>from-&gt;to</c>; those that never happened are there with 0.</param>
/// <param name="Final">Its state at the end.</param>
public sealed record MachineReport(string Name, IReadOnlyDictionary<string, long> Transitions, string Final);
