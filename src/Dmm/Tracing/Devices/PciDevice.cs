using System.Numerics;
using Dmm.Devices;

namespace Dmm.Tracing.Devices;

/// <summary>A PCI device of the recorded machine, as its configuration accesses and mappings show it.</summary>
internal sealed class PciDevice(int address, ReadOnlySpan<byte> name)
{
    private readonly ulong[] bases = new ulong[TraceEvent.RegionCount];
    private readonly ulong[] sizes = new ulong[TraceEvent.RegionCount];
    private uint mapped;
    private uint everMapped;

    public int Address { get; } = address;

    /// <summary>The address as text; null for a device that has only a name, to which negative addresses are given.</summary>
    public string? AddressText { get; } = address < 0 ? null : PciAddressText.Of(address);

    /// <summary>The device model's name; DMA lines have nothing else to say whose they are.</summary>
    public byte[] Name { get; private set; } = name.ToArray();

    /// <summary>Lines about this device, to be counted as foreign when another one is meant.</summary>
    public long Lines { get; set; }

    public ConfigSpace Config { get; } = new();

    public bool EverMapped => everMapped != 0;

    public void Rename(ReadOnlySpan<byte> name) => Name = name.ToArray();

    public void Map(int region, ulong start, ulong size)
    {
        bases[region] = start;
        sizes[region] = size;
        mapped |= 1u << region;
        everMapped |= 1u << region;
    }

    public void Unmap(int region) => mapped &= ~(1u << region);

    /// <summary>Whether a region is mapped at the moment, and where.</summary>
    public bool IsMapped(int number, out TraceRegion region)
    {
        region = Region(number);
        return (mapped >> number & 1) != 0;
    }

    /// <summary>The region, mapped at the moment, in which an address lies.</summary>
    public bool TryLocate(ulong at, out TraceRegion region)
    {
        for (var left = mapped; left != 0; left &= left - 1)
        {
            region = Region(BitOperations.TrailingZeroCount(left));
            if (at - region.Base < region.Size)
                return true;
        }

        region = default;
        return false;
    }

    public TraceDevice Describe()
    {
        var regions = new List<TraceRegion>();
        for (var left = everMapped; left != 0; left &= left - 1)
            regions.Add(Region(BitOperations.TrailingZeroCount(left)));
        return new TraceDevice { Id = Config.Id, Subsystem = Config.Subsystem, PciAddress = AddressText, Regions = regions };
    }

    public override string ToString()
    {
        var id = Config.Id is { } known ? $" ({known})" : "";
        return AddressText is null ? $"{TraceFindings.Printable(Name)}{id}" : $"{TraceFindings.Printable(Name)} at {AddressText}{id}";
    }

    // QEMU does not print the space. A PC has 64 KiB of ports, and RAM where memory below that would be. Base 0 stands for a base that
    // the recording does not tell; such regions are nearly all in memory.
    private TraceRegion Region(int number) => new(
        number,
        bases[number] != 0 && bases[number] + sizes[number] <= 0x10000 ? RegionSpace.Port : RegionSpace.Memory,
        bases[number],
        sizes[number]);
}
