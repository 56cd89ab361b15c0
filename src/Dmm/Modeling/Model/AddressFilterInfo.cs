using Dmm.Expressions;

namespace Dmm.Modeling.Model;

/// <summary>Which frames a NIC takes for its driver, by their destination address. What is null is never taken.</summary>
/// <param name="Station">The register with the six bytes of the station address, the first in its lowest byte.</param>
/// <param name="Broadcast">Whether frames to everybody are taken.</param>
/// <param name="Groups">Whether frames to groups are taken that <paramref name="Hash"/> has a bit for.</param>
/// <param name="Hash">The register with a bit for each value of the upper six bits of the address's CRC-32 (IEEE 802.3, as it is sent).</param>
/// <param name="Everything">Whether every frame to an individual address is taken.</param>
public sealed record AddressFilterInfo(
    RegisterInfo Station, CompiledExpression? Broadcast, CompiledExpression? Groups, RegisterInfo? Hash, CompiledExpression? Everything);
