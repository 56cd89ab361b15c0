namespace Passthrough.Devices;

/// <summary>A card on which the burnt-in station address can be set, so that each of its guests finds one of its own.</summary>
internal interface IStationAddress
{
    /// <summary>Sets the six bytes that a driver finds in the card's PROM.</summary>
    void SetStationAddress(ReadOnlySpan<byte> address);
}
