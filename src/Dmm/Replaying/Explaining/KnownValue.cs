namespace Dmm.Replaying.Explaining;

/// <summary>What the monitor knows of a register, a variable or a set, and since when.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">Its value; 0 for a set.</param>
/// <param name="Text">The same in words.</param>
/// <param name="By">How it came to be known.</param>
/// <param name="Since">The event since which it is so.</param>
/// <param name="Seen">The last event that showed it, which is later where the same value was seen again.</param>
public sealed record KnownValue(string Name, ulong Value, string Text, KnownBy By, EventStamp Since, EventStamp Seen);
