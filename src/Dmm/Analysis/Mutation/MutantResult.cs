namespace Dmm.Analysis.Mutation;

/// <summary>What became of a mutant.</summary>
/// <param name="Mutant">The mutant.</param>
/// <param name="IsTried">False when time was up before it.</param>
/// <param name="CaughtBy">What contradicts it; null for a survivor.</param>
/// <param name="Source">Which evidence that was; empty for the check of the model itself.</param>
public sealed record MutantResult(Mutant Mutant, bool IsTried, Detection? CaughtBy, string Source)
{
    /// <summary>Whether it was tried and nothing contradicts it.</summary>
    public bool Survived => IsTried && CaughtBy is null;
}
