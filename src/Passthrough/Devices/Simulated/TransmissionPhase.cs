namespace Passthrough.Devices.Simulated;

/// <summary>How far a transmission is.</summary>
internal enum TransmissionPhase
{
    /// <summary>There is none.</summary>
    None,

    /// <summary>It was commanded; the wire is in use by another.</summary>
    Deferred,

    /// <summary>The frame is on the wire.</summary>
    Sending,
}
