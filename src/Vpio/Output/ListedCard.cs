using Passthrough.Devices.Vfio;

namespace Vpio.Output;

/// <summary>A card of this machine with the names of the models that fit.</summary>
internal sealed record ListedCard(HardwareNic Nic, IReadOnlyList<string> Models)
{
    /// <summary>Whether guests can share it now.</summary>
    public bool IsReady => Models.Count > 0 && Nic.Obstacle is null;
}
