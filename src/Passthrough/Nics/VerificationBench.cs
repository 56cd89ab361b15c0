using Dmm.Modeling.Model;
using Passthrough.Devices.Catalog;
using Passthrough.Guests;

namespace Passthrough.Nics;

/// <summary>A device with guests that differ in everything that a hand-off could get wrong, to verify a model with.</summary>
/// <param name="Device">The device.</param>
/// <param name="GuestFactory">The guests.</param>
/// <param name="Variant">The variant of the model that is meant; null for its default one.</param>
/// <param name="Guests">With how many guests it is verified when nobody says.</param>
/// <param name="Handoffs">How many hand-offs are made when nobody says.</param>
public sealed record VerificationBench(DevicePlan Device, IGuestFactory GuestFactory, string? Variant, IReadOnlyList<int> Guests, long Handoffs)
{
    /// <summary>
    /// Whether guests run alone under the monitor too, and not with nothing between them and the device. It is for devices that take
    /// frames by another address than the one that a driver sets, so that without the monitor a guest would get none.
    /// </summary>
    public bool IsAloneMonitored { get; init; }

    /// <summary>Variants that differ from it only in registers of which its guests know nothing, so that it stands for them as well.</summary>
    internal IReadOnlyList<string> AlsoVariants { get; init; } = [];

    /// <summary>Whether the device is what a variant of its model describes.</summary>
    public bool Suits(DeviceModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return (Variant ?? model.Variants[0]) == model.Variant || AlsoVariants.Contains(model.Variant);
    }

    /// <summary>The guests for a variant of the model, where they are not always <see cref="GuestFactory"/>.</summary>
    internal Func<DeviceModel, IGuestFactory>? GuestsOfModel { get; init; }

    /// <summary>Frames that each guest sends in a run.</summary>
    public required uint Frames { get; init; }

    /// <summary>
    /// From a frame to its answer, in nanoseconds: longer than a driver takes for what comes in between, though it may have to wait for
    /// the device in the middle of it. Otherwise two causes come together that come one after the other alone.
    /// </summary>
    public required long LatencyNs { get; init; }

    /// <summary>The word for it on the command line.</summary>
    public string Name => Device.Kind;
}
