namespace Dmm.Analysis.Trying.Facts;

/// <summary>Something that a script says of the device at a moment.</summary>
internal interface ITriedFact
{
    /// <summary>How the model contradicts it; null when it does not.</summary>
    /// <param name="guest">The guest.</param>
    string? Against(TriedGuest guest);
}
