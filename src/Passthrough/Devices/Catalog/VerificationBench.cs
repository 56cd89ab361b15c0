using Dmm.Modeling.Model;
using Passthrough.Guests;
using Passthrough.Verification;

namespace Passthrough.Devices.Catalog;

/// <summary>A device with guests that differ in everything that a hand-off could get wrong, to verify a model with.</summary>
/// <param name="Device">The device.</param>
/// <param name="Cast">The guests.</param>
/// <param name="Variant">The variant of the model that is meant; null for its default one.</param>
/// <param name="Guests">With how many guests it is verified when nobody says.</param>
/// <param name="Handoffs">How many hand-offs are made when nobody says.</param>
public sealed record VerificationBench(DevicePlan Device, ICast Cast, string? Variant, IReadOnlyList<int> Guests, long Handoffs)
{
    /// <summary>Whether guests need the monitor even alone, see <see cref="VerificationOptions.IsAloneMonitored"/>.</summary>
    public bool IsAloneMonitored { get; init; }

    /// <summary>Frames that each guest sends in a run.</summary>
    public required uint Frames { get; init; }

    /// <summary>From a frame to its answer, see <see cref="VerificationOptions.LatencyNs"/>.</summary>
    public required long LatencyNs { get; init; }

    /// <summary>The word for it on the command line.</summary>
    public string Name => Device.Kind;

    /// <summary>What is verified with it.</summary>
    public VerificationOptions With(DeviceModel model, int guests, ulong seed) => new()
    {
        Model = model,
        Device = Device,
        Cast = Cast,
        Guests = guests,
        Seed = seed,
        Frames = Frames,
        LatencyNs = LatencyNs,
        IsAloneMonitored = IsAloneMonitored,
    };
}
