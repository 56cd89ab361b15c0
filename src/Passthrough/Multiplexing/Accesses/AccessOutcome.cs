namespace Passthrough.Multiplexing.Accesses;

/// <summary>What became of an access.</summary>
internal enum AccessOutcome
{
    /// <summary>It was made.</summary>
    Made,

    /// <summary>It was denied; the device has not seen it.</summary>
    Denied,

    /// <summary>It has to wait: frames of others are in the way, and the device is at work.</summary>
    Waits,
}
