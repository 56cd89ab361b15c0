namespace Passthrough.Multiplexing.Sharing;

/// <summary>Whether a guest may send frames that say they are from another station.</summary>
public enum SpoofingPolicy
{
    /// <summary>It may.</summary>
    Allowed,

    /// <summary>A frame that is not from the guest's own address never reaches the device.</summary>
    Forbidden,
}
