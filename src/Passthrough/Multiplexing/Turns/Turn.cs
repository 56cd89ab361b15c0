
using Passthrough.Multiplexing.Sharing;

namespace Passthrough.Multiplexing.Turns;

/// <summary>What a scheduler wants.</summary>
/// <param name="To">Who is to get the device; null to leave it where it is.</param>
/// <param name="Forced">At once, even though the device is not reusable. That breaks things, which is what it is for: to show that the model is right to say no.</param>
public readonly record struct Turn(Tenant? To, bool Forced = false);
