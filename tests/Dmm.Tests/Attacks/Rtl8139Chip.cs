using System.Buffers.Binary;
using Dmm.Memory;

namespace Dmm.Tests.Attacks;

/// <summary>What memory an RTL8139 touches, and nothing else of it: a simulation that shares no line with the model.</summary>
/// <remarks>
/// It is as QEMU 7.2 is (hw/net/rtl8139.c) where nothing is said. Chips may differ from it in <paramref name="forgets"/> and
/// <paramref name="hasTwoLatches"/>; a model must hold whatever they are. Frames are sent inside the write that starts them.
/// </remarks>
/// <param name="memory">The memory of the guest.</param>
/// <param name="touched">RecordedBytes of each DMA: where, and how many bytes.</param>
/// <param name="forgets">A reset clears every address and RCR; QEMU keeps RCR and what stands at 0x20 to 0x2f.</param>
/// <param name="hasTwoLatches">What stands at 0x10 to 0x2f is kept for each mode apart; QEMU has one latch, and stays in C+ mode until a reset.</param>
internal sealed class Rtl8139Chip(IGuestMemory memory, Action<ulong, uint> touched, bool forgets, bool hasTwoLatches)
{
    private const uint SlotOwned = 0x2000, EntryOwned = 1u << 31, EndOfRing = 1 << 30;
    private const int EntryBytes = 16, MostEntries = 64;

    private readonly uint[][] status = [[SlotOwned, SlotOwned, SlotOwned, SlotOwned], new uint[4]], addresses = [new uint[4], new uint[4]];
    private uint command, setup, cpCommand, ring, ringLow, ringHigh;
    private bool isPlus;
    private int slot, transmitEntry, receiveEntry;
    private uint written;

    private int Latch => hasTwoLatches && isPlus ? 1 : 0;

    private uint RingBytes => 0x2000u << (int)(setup >> 11 & 3);

    /// <summary>A write of the guest that reaches the chip. What is not taken in its size is taken by bytes, and most registers take no bytes.</summary>
    public void Write(uint offset, int size, uint value)
    {
        if (size == 4 && TakesWord(offset))
            WriteWord(offset, value);
        else if (size == 2 && offset == 0xe0)
            WriteMode(value);
        else
            for (var i = 0; i < size; i++)
                WriteByte(offset + (uint)i, (byte)(value >> (8 * i)));
    }

    /// <summary>A frame comes that the chip accepts, if it accepts any.</summary>
    public void Receive(uint byteCount)
    {
        if ((command & 8) == 0 || (setup & 0x3f) == 0)
            return;
        if ((cpCommand & 2) != 0)
            ReceiveByEntry(byteCount);
        else
            ReceiveIntoRing(4 + byteCount + 4);
    }

    private static bool TakesWord(uint offset) => (offset & 3) == 0 && offset is >= 0x10 and < 0x34 or 0x44 or 0xe4 or 0xe8;

    private void WriteWord(uint offset, uint value)
    {
        switch (offset)
        {
            case < 0x20:
                WriteStatus((int)(offset - 0x10) / 4, value);
                break;
            case < 0x30:
                addresses[Latch][(offset - 0x20) / 4] = value;
                break;
            case 0x30:
                ring = value;
                break;
            case 0x44:
                (setup, written) = (value, 0);
                break;
            case 0xe4:
                ringLow = value;
                break;
            default:
                ringHigh = value;
                break;
        }
    }

    private void WriteStatus(int index, uint value)
    {
        status[Latch][index] = value;
        if (isPlus && index == 0 && (value & 8) != 0)
            touched(Wide(value & ~0x3fu, status[Latch][1]), 64);
        if (isPlus || (command & 4) == 0 || (status[0][slot] & SlotOwned) != 0)
            return;
        touched(addresses[Latch][slot], status[0][slot] & 0x1fff);
        status[0][slot] |= SlotOwned;
        slot = (slot + 1) % 4;
    }

    private void WriteMode(uint value)
    {
        cpCommand = value;
        isPlus = !hasTwoLatches || (value & 1) != 0;
    }

    private void WriteByte(uint offset, byte value)
    {
        if (offset == 0x37)
            WriteCommand(value);
        else if (offset == 0xd9 && (value & 0xc0) != 0 && (command & 4) != 0 && (cpCommand & 1) != 0)
        {
            if ((value & 0x40) != 0)
                SendByEntries(Wide(addresses[Latch][0], addresses[Latch][1]), ref transmitEntry);
            if ((value & 0x80) != 0) // QEMU does not have it; it begins at its first entry here
            {
                var entry = 0;
                SendByEntries(Wide(addresses[Latch][2], addresses[Latch][3]), ref entry);
            }
        }
    }

    private void WriteCommand(byte value)
    {
        if ((value & 0x10) != 0)
            Reset();
        if ((value & 8) != 0)
            receiveEntry = 0;
        if ((value & 4) != 0)
            transmitEntry = 0;
        command = value;
    }

    private void Reset()
    {
        Array.Fill(status[0], SlotOwned);
        (slot, transmitEntry, receiveEntry, written, cpCommand, isPlus) = (0, 0, 0, 0, 0, false);
        if (!hasTwoLatches || forgets)
            ring = ringLow = ringHigh = 0;
        if (!forgets)
            return;
        setup = 0;
        foreach (var each in addresses)
            Array.Clear(each);
    }

    private void SendByEntries(ulong start, ref int entry)
    {
        for (var sent = 0; sent < MostEntries && Take(start, entry) is { } word && (word & EntryOwned) != 0; sent++)
        {
            var at = start + (ulong)(entry * EntryBytes);
            touched(Word(at + 8) | (ulong)Word(at + 12) << 32, word & 0xffff);
            memory.TryWrite(at, BitConverter.GetBytes(word & ~EntryOwned));
            entry = (word & EndOfRing) != 0 ? 0 : (entry + 1) % MostEntries;
        }
    }

    /// <summary>The ring has at most 64 entries, as the data sheet says; QEMU goes on past them where none is marked as the last.</summary>
    private void ReceiveByEntry(uint byteCount)
    {
        var start = Wide(ringLow, ringHigh);
        var at = start + (ulong)(receiveEntry * EntryBytes);
        if (Take(start, receiveEntry) is not { } word || (word & EntryOwned) == 0 || (word & 0x1fff) < byteCount + 4)
            return;
        touched(Word(at + 8) | (ulong)Word(at + 12) << 32, byteCount + 4);
        memory.TryWrite(at, BitConverter.GetBytes(word & ~EntryOwned));
        receiveEntry = (word & EndOfRing) != 0 ? 0 : (receiveEntry + 1) % MostEntries;
    }

    private void ReceiveIntoRing(uint byteCount)
    {
        var isSplit = written + byteCount > RingBytes && ((setup & 0x80) == 0 || RingBytes == 0x10000);
        var first = isSplit ? RingBytes - written : byteCount;
        touched(ring + (ulong)written, first);
        if (isSplit)
            touched(ring, byteCount - first);
        written = ((written + byteCount + 3) & ~3u) % RingBytes;
    }

    private uint? Take(ulong start, int entry)
    {
        var at = start + (ulong)(entry * EntryBytes);
        touched(at, EntryBytes);
        return memory.Owns(at, EntryBytes) ? Word(at) : null;
    }

    private uint Word(ulong at)
    {
        Span<byte> bytes = stackalloc byte[4];
        memory.TryRead(at, bytes);
        return BinaryPrimitives.ReadUInt32LittleEndian(bytes);
    }

    private static ulong Wide(uint low, uint high) => low | (ulong)high << 32;
}
