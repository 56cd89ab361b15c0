namespace Dmm.Hooking;

/// <summary>Why an access is hooked.</summary>
/// <param name="Need">What it is good for.</param>
/// <param name="Goal">Which goal it serves.</param>
/// <param name="Text">The same in words: <c>transmitter: idle → sending</c>, <c>context: IMR cannot be read back</c>.</param>
public sealed record HookReason(HookNeed Need, HookGoals Goal, string Text);
