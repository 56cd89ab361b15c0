namespace Dmm.Replaying.Explaining;

/// <summary>Something that an event changed.</summary>
/// <param name="Name">The machine, register, variable or set.</param>
/// <param name="Before">What it was, in words.</param>
/// <param name="After">What it is.</param>
public sealed record StateChange(string Name, string Before, string After);
