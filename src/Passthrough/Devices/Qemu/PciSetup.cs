using Dmm.Devices;

namespace Passthrough.Devices.Qemu;

/// <summary>Does for one PCI function what firmware does: asks each BAR for its size, maps it, and switches the function on.</summary>
/// <remarks>BAR sizing of the PCI Local Bus Specification 3.0, 6.2.5.1.</remarks>
internal sealed class PciSetup(IDeviceLink link)
{
    private const int BarCount = 6;
    private const int Identity = 0x00, Command = 0x04, FirstBar = 0x10;
    private const uint Nobody = uint.MaxValue;
    private const uint DecodePortsAndMemory = 0x3, MayBeMaster = 0x4;

    // Above the ports of a PC's own devices; above RAM and below the I/O APIC.
    private const uint FirstPort = 0xc000, EndOfPorts = 0x10000, FirstAddress = 0xe000_0000, EndOfAddresses = 0xfec0_0000;

    private ulong nextPort = FirstPort;
    private ulong nextAddress = FirstAddress;

    /// <summary>Maps the BARs; the index is a BAR's number.</summary>
    public PciRegion[]? TryMap(out string? problem)
    {
        problem = null;
        if (Read(Identity) == Nobody)
        {
            problem = "the device is no PCI device: choose one that QEMU lists with bus PCI";
            return null;
        }
        var regions = new PciRegion[BarCount];
        for (var bar = 0; bar < BarCount; bar++)
        {
            var wide = Map(FirstBar + 4 * bar, out regions[bar]);
            if (nextPort > EndOfPorts || nextAddress > EndOfAddresses)
            {
                problem = $"BAR {bar} of the device is too large to be mapped";
                return null;
            }
            bar += wide ? 1 : 0;
        }
        Write(Command, DecodePortsAndMemory | MayBeMaster);
        return regions;
    }

    /// <returns>Whether the next BAR is the upper half of this one.</returns>
    private bool Map(int at, out PciRegion region)
    {
        Write(at, uint.MaxValue);
        var answer = Read(at);
        var isPort = (answer & 1) != 0;
        var byteCount = ~(answer & (isPort ? ~0x3u : ~0xfu)) + 1;
        if (isPort)
            byteCount &= 0xffff; // a device may leave the upper half of a port BAR at 0
        region = new PciRegion(isPort ? RegionSpace.Port : RegionSpace.Memory, Place(ref isPort ? ref nextPort : ref nextAddress, byteCount), byteCount);
        Write(at, byteCount == 0 ? 0 : (uint)region.Address);
        var isWide = !isPort && (answer & 0x6) == 0x4;
        if (isWide)
            Write(at + 4, 0);
        return isWide;
    }

    private static ulong Place(ref ulong next, uint byteCount)
    {
        if (byteCount == 0)
            return 0;
        var address = (next + byteCount - 1) & ~(ulong)(byteCount - 1);
        next = address + byteCount;
        return address;
    }

    private uint Read(int register) => link.ReadConfig(register);

    private void Write(int register, uint value) => link.WriteConfig(register, value);
}
