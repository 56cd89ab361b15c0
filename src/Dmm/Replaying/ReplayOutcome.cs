namespace Dmm.Replaying;

/// <summary>The verdict on a recording as a whole.</summary>
public enum ReplayOutcome
{
    /// <summary>Every access was allowed, and nothing of the recording is missing.</summary>
    Clean,

    /// <summary>An access was denied, and nothing was missing before it.</summary>
    Denied,

    /// <summary>Something of the recording is missing, so that no later answer can be relied on.</summary>
    Inconclusive,
}
