using System.Buffers.Binary;
using Dmm.Memory;

namespace Dmm.Tests.Attacks;

/// <summary>What an 8254x would read and write of memory, from its registers and rings alone; it knows no monitor and no model.</summary>
/// <remarks>
/// Where devices differ it does what reaches farthest: a part of a register is the whole of it, as QEMU has it, and a received frame fills
/// its buffer. As QEMU it ignores its I/O window and resets; else both do what the manual says.
/// </remarks>
internal sealed class E1000Device(IGuestMemory memory, bool isQemu)
{
    private const uint Ctrl = 0x0, Rctl = 0x100, Tctl = 0x400, Rx = 0x2800, Tx = 0x3800;
    private const uint Low = 0, High = 4, Length = 8, Head = 0x10, Tail = 0x18;

    private readonly Dictionary<uint, uint> registers = [];
    private uint index;

    /// <summary>The first range that it reached and that is not the guest's; null if there is none.</summary>
    public (ulong At, ulong Length)? Escaped { get; private set; }

    /// <summary>Ranges that it reached.</summary>
    public int Reached { get; private set; }

    public void Write(bool isIo, uint offset, uint value)
    {
        if (!isIo)
            Write(offset & ~3u, value);
        else if (!isQemu && offset < 4)
            index = value;
        else if (!isQemu)
            Write(index & ~3u, value);
    }

    /// <summary>A frame comes from the wire.</summary>
    public void Receive()
    {
        if ((this[Rctl] & 2) == 0 || this[Rx + Head] == this[Rx + Tail])
            return;
        var entry = Entry(Rx);
        if (Word(entry, 0) is var buffer and not 0)
            Reach(buffer, BufferBytes);
        Advance(Rx);
    }

    private uint this[uint register] => registers.GetValueOrDefault(register);

    private ulong BufferBytes => (this[Rctl] & 1 << 25) == 0 ? 2048UL >> (int)(this[Rctl] >> 16 & 3) : 32768UL >> (int)(this[Rctl] >> 16 & 3);

    private void Write(uint register, uint value)
    {
        registers[register] = register is Rx + Head or Rx + Tail or Tx + Head or Tx + Tail ? value & 0xffff : value;
        if (register == Ctrl && (value & 1 << 26) != 0 && !isQemu)
            registers.Clear(); // the addresses of the rings too, though the manual leaves open what they are
        Transmit();
    }

    private void Transmit()
    {
        for (var entries = 0; entries < 0x10000 && Escaped is null && (this[Tctl] & 2) != 0 && this[Tx + Head] != this[Tx + Tail]; entries++)
        {
            var entry = Entry(Tx);
            var command = (uint)Word(entry, 8);
            var isExtended = (command & 1 << 29) != 0;
            if (!isExtended || (command & 1 << 20) != 0) // bit 20 tells data from a context
                Reach(Word(entry, 0), isExtended ? command & 0xfffff : command & 0xffff);
            Advance(Tx);
        }
    }

    private ulong Entry(uint ring)
    {
        var at = (this[ring + Low] & ~15u | (ulong)this[ring + High] << 32) + 16UL * this[ring + Head];
        Reach(at, 16);
        return at;
    }

    private void Advance(uint ring)
    {
        var next = this[ring + Head] + 1;
        registers[ring + Head] = next * 16 >= (this[ring + Length] & 0xfff80) ? 0 : next & 0xffff;
    }

    private void Reach(ulong at, ulong length)
    {
        if (length == 0)
            return;
        Reached++;
        if (!memory.Owns(at, length))
            Escaped ??= (at, length);
    }

    private ulong Word(ulong entry, uint at)
    {
        Span<byte> bytes = stackalloc byte[8];
        return memory.TryRead(entry + at, bytes) ? BinaryPrimitives.ReadUInt64LittleEndian(bytes) : 0;
    }
}
