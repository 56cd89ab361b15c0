using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using Passthrough.SystemCalls;

namespace Passthrough.Devices.Vfio;

/// <summary>Registers of a card: by loads and stores where the kernel maps them, otherwise by a system call for each access.</summary>
/// <remarks>
/// The kernel maps memory and no ports, and of memory whole pages. An access of eight bytes is two of four where it is a system call, for a
/// port has no more (vfio_pci_core, do_io_rw).
/// </remarks>
internal sealed unsafe class VfioBar : IDisposable
{
    private readonly SafeFileHandle device;
    private readonly RegionInfo info;
    private readonly MappedMemory? map;

    public VfioBar(SafeFileHandle device, RegionInfo info)
    {
        this.device = device;
        this.info = info;
        if ((info.Flags & VfioApi.CanMap) != 0 && info.Bytes > 0)
            map = MappedMemory.TryMap(device, (long)info.Offset, (nuint)info.Bytes, canWrite: true);
    }

    /// <summary>Whether accesses are loads and stores.</summary>
    public bool IsMapped => map is not null;

    /// <summary>Where this process has its first byte, where it is mapped; else 0.</summary>
    public ulong Address => map?.Address ?? 0;

    /// <summary>How many bytes it has; 0 for one that is not there.</summary>
    public ulong ByteCount => info.Bytes;

    /// <summary>Whether an access lies inside. What is beside must not be reached: it is another card's.</summary>
    public bool Holds(uint offset, int size) => offset + (ulong)size <= info.Bytes;

    /// <summary>Reads; null if the kernel refuses it.</summary>
    public ulong? TryRead(uint offset, int size)
    {
        if (map is null)
            return TryCall(offset, size);
        ref var first = ref MemoryMarshal.GetReference(map.Slice(offset, size));
        return size switch
        {
            1 => Volatile.Read(ref first),
            2 => Volatile.Read(ref Unsafe.As<byte, ushort>(ref first)),
            4 => Volatile.Read(ref Unsafe.As<byte, uint>(ref first)),
            _ => Volatile.Read(ref Unsafe.As<byte, ulong>(ref first)),
        };
    }

    /// <summary>Writes; false if the kernel refuses it.</summary>
    public bool TryWrite(uint offset, int size, ulong value)
    {
        if (map is null)
            return Libc.WriteAt(device, &value, (nuint)size, (long)(info.Offset + offset)) == size;
        ref var first = ref MemoryMarshal.GetReference(map.Slice(offset, size));
        switch (size)
        {
            case 1: Volatile.Write(ref first, (byte)value); break;
            case 2: Volatile.Write(ref Unsafe.As<byte, ushort>(ref first), (ushort)value); break;
            case 4: Volatile.Write(ref Unsafe.As<byte, uint>(ref first), (uint)value); break;
            default: Volatile.Write(ref Unsafe.As<byte, ulong>(ref first), value); break;
        }
        return true;
    }

    public void Dispose() => map?.Dispose();

    private ulong? TryCall(uint offset, int size)
    {
        ulong value = 0;
        return Libc.ReadAt(device, &value, (nuint)size, (long)(info.Offset + offset)) == size ? value : null;
    }
}
