namespace Dmm.Tracing.Devices;

/// <summary>The base address registers of a PCI device, as its guest writes them and reads them back.</summary>
/// <remarks>
/// PCI Local Bus Specification 3.0, 6.2.5.1: whoever wants to know a size writes all ones and reads; the lowest bit that can be set is
/// the size. In between nothing is mapped, nor while the command register does not enable the space.
/// </remarks>
internal sealed class BaseAddresses
{
    public const int Count = 6;

    private const uint CommandOffset = 0x04;
    private const uint FirstOffset = 0x10;
    private const uint PortEnabled = 1;
    private const uint MemoryEnabled = 2;
    private const uint IsPort = 1;
    private const uint TypeMask = 6;
    private const uint Type64 = 4;

    private readonly uint[] bases = new uint[Count];
    private readonly uint[] sizing = new uint[Count];
    private readonly bool[] isSizing = new bool[Count];
    private uint command = PortEnabled | MemoryEnabled;

    /// <summary>Takes a write in. True when it can change what is mapped.</summary>
    public bool Write(uint offset, uint size, uint value)
    {
        if (offset == CommandOffset)
        {
            command = value;
            return true;
        }

        if (size != 4 || !TryBar(offset, out var bar))
            return false;
        isSizing[bar] = value == uint.MaxValue;
        if (!isSizing[bar])
            bases[bar] = value;
        return true;
    }

    /// <summary>Takes a read in. True when it can change what is mapped.</summary>
    public bool Read(uint offset, uint size, uint value)
    {
        if (offset == CommandOffset)
            return Write(offset, size, value);
        if (size != 4 || !TryBar(offset, out var bar))
            return false;
        (isSizing[bar] ? sizing : bases)[bar] = value;
        return true;
    }

    /// <summary>Where a region lies, if it is known and enabled.</summary>
    public bool TryGet(int bar, out ulong start, out ulong size)
    {
        start = size = 0;
        var mask = sizing[bar];
        if (mask == 0 || isSizing[bar] || IsUpperHalf(bar))
            return false;
        if ((mask & IsPort) != 0)
        {
            // The upper half of the mask is 0 where a device decodes 16 bits only.
            size = (~(mask & ~3u) + 1) & ushort.MaxValue;
            start = bases[bar] & 0xfffc;
            return (command & PortEnabled) != 0 && start != 0 && size != 0 && start + size <= 0x10000;
        }

        if (!TryMemory(bar, mask, out start, out size))
            return false;
        return (command & MemoryEnabled) != 0 && start != 0 && size != 0 && start + (size - 1) >= start;
    }

    private bool TryMemory(int bar, uint mask, out ulong start, out ulong size)
    {
        start = bases[bar] & ~0xfu;
        size = (uint)(~(mask & ~0xfu) + 1);
        if ((mask & TypeMask) != Type64)
            return true;
        if (bar + 1 == Count || isSizing[bar + 1])
            return false;
        start |= (ulong)bases[bar + 1] << 32;
        var wide = ((ulong)sizing[bar + 1] << 32) | (mask & ~0xfu);
        size = ~wide + 1;
        return true;
    }

    private bool IsUpperHalf(int bar) => bar > 0 && (sizing[bar - 1] & (TypeMask | IsPort)) == Type64 && !IsUpperHalf(bar - 1);

    private static bool TryBar(uint offset, out int bar)
    {
        bar = (int)(offset - FirstOffset) / 4;
        return offset >= FirstOffset && offset < FirstOffset + 4 * Count && offset % 4 == 0;
    }
}
