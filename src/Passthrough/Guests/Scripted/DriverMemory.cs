using System.Buffers.Binary;
using Dmm.Memory;

namespace Passthrough.Guests.Scripted;

/// <summary>A driver's rings and buffers in the memory of its guest: allotted one after the other, read and written in words.</summary>
/// <remarks>
/// Words are little-endian, as PCI devices have them. One that is aligned is one load or store where the memory is shared with a device,
/// and stores become visible in their order: so a driver gives a descriptor away by writing the word with its ownership bit last. What is
/// allotted stays allotted: a driver makes its rings once.
/// </remarks>
/// <param name="memory">The memory of the guest.</param>
internal sealed class DriverMemory(IGuestMemory memory)
{
    private const ulong FirstAddress = 0x1000; // 0 is no address to many NICs
    private const ulong FirstHighAddress = 0x10_0000; // of memory that begins where a PC has its BIOS behind it

    private ulong next = memory.Owns(FirstAddress, 1) ? FirstAddress : FirstHighAddress;

    /// <summary>Allots memory and clears it.</summary>
    /// <param name="byteCount">How much.</param>
    /// <param name="alignment">Its address is a multiple of this power of two.</param>
    /// <returns>Its guest-physical address.</returns>
    /// <exception cref="GuestGaveUpException">The guest has no more.</exception>
    public ulong Allot(int byteCount, int alignment = 16)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(byteCount);
        var at = (next + (ulong)alignment - 1) & ~((ulong)alignment - 1);
        if (!memory.TryWrite(at, new byte[byteCount]))
            throw new GuestGaveUpException($"its driver needs {byteCount} bytes at 0x{at:x} that its memory does not have: give the device more memory for each guest");
        next = at + (ulong)byteCount;
        return at;
    }

    /// <summary>Copies bytes out of it.</summary>
    public void Read(ulong at, Span<byte> into) => Check(memory.TryRead(at, into), at, into.Length);

    /// <summary>Copies bytes into it.</summary>
    public void Write(ulong at, ReadOnlySpan<byte> from) => Check(memory.TryWrite(at, from), at, from.Length);

    /// <summary>Reads two bytes.</summary>
    public ushort Read16(ulong at)
    {
        Span<byte> word = stackalloc byte[2];
        Read(at, word);
        return BinaryPrimitives.ReadUInt16LittleEndian(word);
    }

    /// <summary>Reads four bytes.</summary>
    public uint Read32(ulong at)
    {
        Span<byte> word = stackalloc byte[4];
        Read(at, word);
        return BinaryPrimitives.ReadUInt32LittleEndian(word);
    }

    /// <summary>Reads eight bytes.</summary>
    public ulong Read64(ulong at)
    {
        Span<byte> word = stackalloc byte[8];
        Read(at, word);
        return BinaryPrimitives.ReadUInt64LittleEndian(word);
    }

    /// <summary>Writes two bytes.</summary>
    public void Write16(ulong at, ushort value)
    {
        Span<byte> word = stackalloc byte[2];
        BinaryPrimitives.WriteUInt16LittleEndian(word, value);
        Write(at, word);
    }

    /// <summary>Writes four bytes.</summary>
    public void Write32(ulong at, uint value)
    {
        Span<byte> word = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(word, value);
        Write(at, word);
    }

    /// <summary>Writes eight bytes.</summary>
    public void Write64(ulong at, ulong value)
    {
        Span<byte> word = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(word, value);
        Write(at, word);
    }

    private static void Check(bool isOwned, ulong at, int byteCount)
    {
        if (!isOwned)
            throw new GuestGaveUpException($"its driver used {byteCount} bytes at 0x{at:x}, which are not memory of its guest");
    }
}
