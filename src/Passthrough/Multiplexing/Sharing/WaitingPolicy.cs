namespace Passthrough.Multiplexing.Sharing;

/// <summary>What becomes of an access of a guest that does not have the device.</summary>
public enum WaitingPolicy
{
    /// <summary>It waits for the guest's turn, and the guest with it.</summary>
    Hold,

    /// <summary>It is answered from what was saved of the guest's device, where the model says that nobody can tell; any other waits.</summary>
    Copy,
}
