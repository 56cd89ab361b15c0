namespace Passthrough.Devices.Simulated;

/// <summary>What can be chosen about a simulated NE2000.</summary>
public sealed record SimulatedNe2000Options
{
    /// <summary>The six bytes of the station address in the card's PROM.</summary>
    public IReadOnlyList<byte> StationAddress { get; init; } = [0x52, 0x54, 0x00, 0x12, 0x34, 0x56];

    /// <summary>How long one register access takes; about a microsecond on an ISA bus.</summary>
    public long AccessNs { get; init; } = 1_000;

    /// <summary>What becomes of a frame on the wire when a driver stops the NIC.</summary>
    public StopWhileSending WhileSending { get; init; } = StopWhileSending.Completes;

    /// <summary>Whether each frame of odd length collides once on the wire, so that not every frame leaves the same status.</summary>
    public bool OddFramesCollide { get; init; }
}
