using System.Numerics;
using Dmm.Tracing.Devices;

namespace Dmm.Tracing.Vfio;

/// <summary>A device that is passed through, and what its lines tell besides its accesses.</summary>
internal sealed class VfioDevice(PciDevice pci)
{
    public PciDevice Pci { get; } = pci;

    /// <summary>Where the guest put the regions.</summary>
    public BaseAddresses Bases { get; } = new();

    /// <summary>The line in which a region was mapped into the guest, past QEMU; 0 when none was, or when that was reported.</summary>
    public long MappedLine { get; set; }

    /// <summary>Whether KVM delivers the line of the device, past QEMU.</summary>
    public bool InterruptsBypass { get; set; }

    /// <summary>
    /// Makes a region known to the choice. Lines tell no sizes: where configuration accesses do not show the place of a
    /// region either, it is as large as the accesses so far need.
    /// </summary>
    public void Show(int region, ulong end, DeviceChoice choice)
    {
        var isMapped = Pci.IsMapped(region, out var known);
        if (isMapped && end <= known.Size)
            return;
        if (region >= BaseAddresses.Count || !Bases.TryGet(region, out var start, out var size) || size < end)
            (start, size) = (0, Math.Max(BitOperations.RoundUpToPowerOf2(end), known.Size));
        if (isMapped)
            Pci.Map(region, start, size);
        else
            choice.MappingChanges(Pci, region, start, size);
    }
}
