namespace Passthrough.Verification.Isolation;

/// <summary>Kinds of breaks of isolation.</summary>
public enum FindingKind
{
    /// <summary>A guest read bytes of another from a register, the data port among them.</summary>
    Read,

    /// <summary>Bytes of a guest are in another's memory.</summary>
    Memory,

    /// <summary>Bytes of a guest left in a frame that it did not send.</summary>
    Sent,

    /// <summary>A guest's own memory, on the card or off it, was changed.</summary>
    Changed,

    /// <summary>A frame of a guest was lost, altered, came twice or out of order.</summary>
    Frame,

    /// <summary>A guest got no use of the device.</summary>
    Starved,

    /// <summary>The monitor itself failed with an exception, and with it the device is gone for all.</summary>
    Crashed,
}
