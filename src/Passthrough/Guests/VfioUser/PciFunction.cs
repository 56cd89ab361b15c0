using System.Numerics;
using Dmm.Devices;
using Dmm.Modeling.Model;

namespace Passthrough.Guests.VfioUser;

/// <summary>The PCI function that a guest finds: its identity and its BARs, as the model says.</summary>
internal sealed record PciFunction
{
    private const uint LeastPortBytes = 4, LeastMemoryBytes = 16;

    /// <summary>Vendor and device.</summary>
    public required PciIdentity Identity { get; init; }

    /// <summary>The subsystem.</summary>
    public PciIdentity Subsystem { get; init; } = new(0x1af4, 0x1100); // QEMU's, which drivers take for no board in particular

    /// <summary>The revision, by which some drivers tell chips apart.</summary>
    public byte Revision { get; init; }

    /// <summary>The BARs, by their numbers.</summary>
    public required IReadOnlyList<PciBar> Bars { get; init; }

    /// <summary>The function of a model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="revision">The revision.</param>
    /// <returns>Null if the model names no PCI device.</returns>
    public static PciFunction? Of(DeviceModel model, byte revision) => model.PciIds.Count == 0 ? null : new PciFunction
    {
        Identity = model.PciIds[0],
        Revision = revision,
        Bars = [.. model.Regions.Where(region => !region.IsBehindIndex).Select(region =>
            new PciBar(region.Number, region.Space == RegionSpace.Port, Math.Max(BitOperations.RoundUpToPowerOf2(region.Size), region.Space == RegionSpace.Port ? LeastPortBytes : LeastMemoryBytes)))],
    };
}

/// <summary>A BAR.</summary>
/// <param name="Number">Which.</param>
/// <param name="IsPorts">Whether it is a range of ports, and not of memory.</param>
/// <param name="Size">Bytes, a power of two.</param>
internal readonly record struct PciBar(int Number, bool IsPorts, uint Size);
