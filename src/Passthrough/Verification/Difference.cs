namespace Passthrough.Verification;

/// <summary>Something that a guest would not have seen with a device of its own.</summary>
/// <param name="Guest">Whose it is.</param>
/// <param name="Handoff">How many hand-offs there had been.</param>
/// <param name="AtNs">When, in the device's time.</param>
/// <param name="Kind">What kind of damage.</param>
/// <param name="Text">What exactly.</param>
public sealed record Difference(string Guest, long Handoff, long AtNs, DamageKind Kind, string Text)
{
    /// <summary>All of it in one line.</summary>
    public override string ToString() => $"{Guest}, after hand-off {Handoff}, at {AtNs / 1e6:f3} ms: {Text}";
}
