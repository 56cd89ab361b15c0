using System.Numerics;
using Dmm.Devices;

namespace Dmm.Tracing.Devices;

/// <summary>The base address registers of a PCI device, as its guest writes them and reads them back, byte by byte.</summary>
/// <remarks>
/// PCI Local Bus Specification 3.0, 6.2.5.1: software that wants to know a size writes all ones and reads; the lowest bit that can be set is
/// the size. In between nothing is mapped, nor while the command register does not enable the space. Bits below the size cannot be set.
/// </remarks>
internal sealed class BaseAddresses
{
    public const int Count = 6;

    private const uint CommandOffset = 0x04;
    private const uint FirstOffset = 0x10;
    private const uint PortEnabled = 1;
    private const uint MemoryEnabled = 2;
    private const uint IsPort = 1;
    private const uint PortFlags = 3;
    private const uint MemoryFlags = 0xf;
    private const uint TypeMask = 6;
    private const uint Type64 = 4;
    private const ulong PortSpace = 0x10000;

    private readonly uint[] bases = new uint[Count];
    private readonly uint[] sizing = new uint[Count];
    private readonly uint[] sized = new uint[Count];
    private readonly uint[] modeled = new uint[Count];
    private uint command = PortEnabled | MemoryEnabled;

    /// <summary>Takes a write in. True when it can change what is mapped.</summary>
    public bool Write(uint offset, uint size, uint value)
    {
        var concerns = false;
        for (var i = 0; i < size; i++)
            concerns |= Write(offset + (uint)i, (byte)(value >> (8 * i)));
        return concerns;
    }

    /// <summary>Takes a read in. True when it can change what is mapped.</summary>
    public bool Read(uint offset, uint size, uint value)
    {
        var concerns = false;
        for (var i = 0; i < size; i++)
            concerns |= Read(offset + (uint)i, (byte)(value >> (8 * i)));
        return concerns;
    }

    /// <summary>Takes the size and the space of a region out of the device's model, until the guest asks the device.</summary>
    public void Suppose(in TraceRegion region)
    {
        if (region.Number is < 0 or >= Count || region.Size is 0 or > uint.MaxValue / 2)
            return;
        var (flags, isPort) = region.Space == RegionSpace.Port ? (PortFlags, IsPort) : (MemoryFlags, 0);
        modeled[region.Number] = (~(BitOperations.RoundUpToPowerOf2((uint)region.Size) - 1) & ~flags) | isPort;
    }

    /// <summary>Whether the size of a region is only supposed.</summary>
    public bool IsSupposed(int bar) => sized[bar] != uint.MaxValue && modeled[bar] != 0;

    /// <summary>Where a region lies, if it is known and enabled.</summary>
    public bool TryGet(int bar, out ulong start, out ulong size)
    {
        start = size = 0;
        var mask = MaskOf(bar);
        if (mask == 0 || IsSizing(bar) || IsUpperHalf(bar))
            return false;
        if ((mask & IsPort) != 0)
        {
            // The upper half of the mask is 0 where a device decodes 16 bits only.
            size = (~(mask & ~PortFlags) + 1) & ushort.MaxValue;
            start = bases[bar] & mask & ~PortFlags;
            return (command & PortEnabled) != 0 && start != 0 && size != 0 && start + size <= PortSpace;
        }

        if (!TryMemory(bar, mask, out start, out size))
            return false;
        return (command & MemoryEnabled) != 0 && start != 0 && size != 0 && start + (size - 1) >= start;
    }

    private bool Write(uint offset, byte value)
    {
        if (offset == CommandOffset)
            command = value;
        if (!TryBar(offset, out var bar))
            return offset == CommandOffset;
        SetByte(ref bases[bar], offset, value);
        return true;
    }

    private bool Read(uint offset, byte value)
    {
        if (!TryBar(offset, out var bar) || !IsSizing(bar))
            return Write(offset, value);
        SetByte(ref sizing[bar], offset, value);
        SetByte(ref sized[bar], offset, byte.MaxValue);
        return true;
    }

    private bool TryMemory(int bar, uint mask, out ulong start, out ulong size)
    {
        start = bases[bar] & mask & ~MemoryFlags;
        size = (uint)(~(mask & ~MemoryFlags) + 1);
        if ((mask & TypeMask) != Type64)
            return true;
        if (bar + 1 == Count || IsSizing(bar + 1))
            return false;
        var upper = sized[bar + 1] == uint.MaxValue ? sizing[bar + 1] : uint.MaxValue;
        start |= (ulong)(bases[bar + 1] & upper) << 32;
        size = ~(((ulong)upper << 32) | (mask & ~MemoryFlags)) + 1;
        return true;
    }

    private uint MaskOf(int bar) => sized[bar] == uint.MaxValue ? sizing[bar] : modeled[bar];

    private bool IsSizing(int bar) => (bases[bar] | MemoryFlags) == uint.MaxValue;

    private bool IsUpperHalf(int bar) => bar > 0 && (MaskOf(bar - 1) & (TypeMask | IsPort)) == Type64 && !IsUpperHalf(bar - 1);

    private static void SetByte(ref uint register, uint offset, byte value)
    {
        var shift = 8 * (int)(offset % 4);
        register = (register & ~(0xffu << shift)) | ((uint)value << shift);
    }

    private static bool TryBar(uint offset, out int bar)
    {
        bar = (int)(offset - FirstOffset) / 4;
        return offset >= FirstOffset && offset < FirstOffset + 4 * Count;
    }
}
