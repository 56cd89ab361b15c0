namespace Dmm.Analysis.Mutation;

/// <summary>What became of all mutants.</summary>
/// <param name="Possible">How many mutants the model has.</param>
/// <param name="Results">Those that were to be tried, by kind and in the order of the file.</param>
public sealed record MutationReport(int Possible, IReadOnlyList<MutantResult> Results)
{
    /// <summary>How many were tried.</summary>
    public int Tried => Results.Count(each => each.IsTried);

    /// <summary>How many of these were caught.</summary>
    public int Caught => Results.Count(each => each.CaughtBy is not null);
}
