namespace Dmm.Replaying;

/// <summary>The verdict on a recording as a whole.</summary>
public enum ReplayOutcome
{
    /// <summary>Every access was allowed, every DMA of the device was approved before, everything was seen, and nothing of the recording is missing.</summary>
    Clean,

    /// <summary>An access was denied, and nothing was missing before it.</summary>
    Denied,

    /// <summary>The device made a DMA that was looked at too late or never approved, and nothing was missing before it: something that the model does not see.</summary>
    Holes,

    /// <summary>Something of the recording is missing, or could not be looked at, so that no later answer can be relied on.</summary>
    Inconclusive,
}
