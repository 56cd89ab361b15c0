namespace Passthrough.Peers;

/// <summary>What a frame turned out to be.</summary>
internal enum WorkloadFrameState
{
    /// <summary>Not a frame of the test traffic.</summary>
    Foreign,

    /// <summary>One whose bytes are not what they should be.</summary>
    Damaged,

    /// <summary>One that is as it was made.</summary>
    Whole,
}
