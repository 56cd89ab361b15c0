namespace Dmm.Analysis.Mutation;

/// <summary>How much work a run may do.</summary>
public sealed record MutationOptions
{
    /// <summary>The variant of the model; null for the default one.</summary>
    public string? Variant { get; init; }

    /// <summary>The kinds of faults that are wanted; all when empty.</summary>
    public IReadOnlyList<string> Operators { get; init; } = [];

    /// <summary>The most mutants; of more a sample is drawn.</summary>
    public int MaxMutants { get; init; } = 1000;

    /// <summary>Decides which mutants are in a sample.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>The time after which no more mutants are begun.</summary>
    public int LimitMs { get; init; } = 120_000;

    /// <summary>How many are tried at once.</summary>
    public int Jobs { get; init; } = Environment.ProcessorCount;

    /// <summary>Which part of the chosen mutants is tried, from 1: every one of <see cref="Parts"/>.</summary>
    public int Part { get; init; } = 1;

    /// <summary>Into how many parts the work is divided.</summary>
    public int Parts { get; init; } = 1;
}
