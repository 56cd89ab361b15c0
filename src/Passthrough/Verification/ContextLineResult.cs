namespace Passthrough.Verification;

/// <summary>What came of taking a line out of a model's context.</summary>
/// <param name="Line">Its number.</param>
/// <param name="Text">The line.</param>
/// <param name="PromisesNothing">Whether none of its items is saved or restored: then guests need not notice, since it only says what they may see.</param>
/// <param name="ByCheck">The diagnostic by which the checks of the model miss it; null if none does.</param>
/// <param name="ByGuests">How many guests noticed, and what; null if none did.</param>
public sealed record ContextLineResult(int Line, string Text, bool PromisesNothing, string? ByCheck, string? ByGuests)
{
    /// <summary>Whether it is missed by those who must: guests, or where it promises nothing, guests or checks.</summary>
    public bool IsFound => ByGuests is not null || (PromisesNothing && ByCheck is not null);

    /// <summary>Why nothing more could be found out: the device could not be made, or a guest does not come to its end even alone; else null.</summary>
    public string? Problem { get; init; }
}
