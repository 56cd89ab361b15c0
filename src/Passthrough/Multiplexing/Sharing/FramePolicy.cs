namespace Passthrough.Multiplexing.Sharing;

/// <summary>What becomes of a frame that arrives for a guest that does not own the device.</summary>
public enum FramePolicy
{
    /// <summary>The NIC takes what its owner wants; everything else is lost, and counted.</summary>
    Drop,

    /// <summary>The NIC takes what any guest wants. Frames of others are kept, and the device goes to their addressee as soon as it can.</summary>
    Switch,

    /// <summary>The NIC takes what any guest wants. Frames of others are kept until it is their addressee's turn.</summary>
    Hold,
}
