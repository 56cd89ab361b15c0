using Dmm.Modeling.Model;
using Passthrough.Devices.Qemu;

namespace Passthrough.Nics;

/// <summary>What there is of one NIC here. Every part but its model may be missing: without a bench no hand-off of it is verified, and so on.</summary>
public sealed record NicKind
{
    /// <summary>The name of its model.</summary>
    public required string Model { get; init; }

    /// <summary>The file of its model in this repository.</summary>
    public required string ModelFile { get; init; }

    /// <summary>The driver that scripted guests have for it.</summary>
    internal DriverKind? Driver { get; init; }

    /// <summary>That driver in the mode in which a model, in one variant, lets the device be handed on; null where that is its usual one.</summary>
    internal Func<DeviceModel, IReadOnlyList<byte>, DriverPlan>? SharedDriver { get; init; }

    /// <summary>The simulated device, with guests to verify with.</summary>
    public VerificationBench? Simulated { get; init; }

    /// <summary>QEMU's device, with guests to verify with.</summary>
    public VerificationBench? OnQemu { get; init; }

    /// <summary>The drivers with which the costs of sharing it are measured.</summary>
    public CostDrivers? Costs { get; init; }

    /// <summary>QEMU's name for it, if QEMU's device does something that a real one does not. QEMU adds to it, after a dash, for cards of one family.</summary>
    internal string? QemuDevice { get; init; }

    /// <summary>The time in which QEMU's device takes no frames.</summary>
    internal DeafTime? DeafOnQemu { get; init; }

    /// <summary>All benches; the first is used when none is named.</summary>
    public IReadOnlyList<VerificationBench> Benches => [.. new[] { Simulated, OnQemu }.OfType<VerificationBench>()];

    /// <summary>A card of this machine with the guests of a bench; null where there are no guests for it. The guests of QEMU's device are taken for a card that QEMU models.</summary>
    /// <param name="card">The card, and the other end of its cable.</param>
    public VerificationBench? OnHardware(CardChoice card)
    {
        ArgumentNullException.ThrowIfNull(card);
        return (card.IsOfQemu ? OnQemu : Simulated ?? OnQemu) is { } like
            ? like with { Device = card.Plan, Variant = card.IsOfQemu ? like.Variant : null, Guests = [2] } : null;
    }

    /// <summary>The bench of a word; null if there is none.</summary>
    public VerificationBench? Find(string bench) => Benches.FirstOrDefault(each => each.Name == bench);

    /// <summary>Whether a device of QEMU is this NIC.</summary>
    internal bool IsOnQemu(string device) => QemuDevice is { } name && (device == name || device.StartsWith(name + "-", StringComparison.Ordinal));
}
