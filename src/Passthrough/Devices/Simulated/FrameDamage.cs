namespace Passthrough.Devices.Simulated;

/// <summary>What went wrong with a frame on its way to the NIC.</summary>
public enum FrameDamage
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Its frame check sequence does not match.</summary>
    Crc,

    /// <summary>It did not end on a byte boundary, and its frame check sequence does not match.</summary>
    Alignment,
}
