namespace Passthrough.Costs;

/// <summary>What a batch did: only the time that counts, for a batch may have other things to do in between.</summary>
/// <param name="Ticks">Time of <see cref="System.Diagnostics.Stopwatch"/>.</param>
/// <param name="Operations">How often; 0 if it could not be done.</param>
internal readonly record struct Work(long Ticks, long Operations)
{
    public Work Plus(Work other) => new(Ticks + other.Ticks, Operations + other.Operations);
}
