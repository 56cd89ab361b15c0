using System.Buffers.Binary;

namespace Dmm.Tests.Pcnet;

/// <summary>Where a PCnet would reach into memory, from AMD's data sheet and QEMU's hw/net/pcnet.c and from nothing of the model.</summary>
/// <remarks>
/// It has what the model leaves out too: the style of 16 bits, registers by their other names, bases and lengths of rings that a
/// guest writes, and the mode of accesses of 32 bits. It acts when CSR0 is written and only then; in between nothing new reaches it.
/// </remarks>
internal sealed class ChipByTheBook(GivenEntries memory)
{
    private const int Init = 1, Start = 2, Stop = 4, Demand = 8, TransmitterOn = 0x10, MostEntries = 512;

    private readonly ushort[] csr = new ushort[128], bcr = new ushort[128];
    private uint receiveBase, transmitBase;
    private int rap, receiveLength = 1, transmitLength = 1, receiveLeft = 1, transmitLeft = 1;

    public List<(string What, ulong At, ulong Length)> Reached { get; } = [];

    public (uint Base, int Entries) ReceiveRing => (receiveBase, receiveLength);

    public (uint Base, int Entries) TransmitRing => (transmitBase, transmitLength);

    private bool IsStopped => (csr[0] & Stop) != 0;

    private bool IsOpen => IsStopped || (csr[5] & 1) != 0;

    private int Style => bcr[20] & 0xff;

    private bool Is32Bit => Style is 1 or 2 or 3;

    private int EntryBytes => Style == 0 ? 8 : 16;

    public void Reset()
    {
        Array.Clear(csr);
        csr[0] = Stop;
        rap = 0;
        receiveBase = transmitBase = 0;
        receiveLength = transmitLength = receiveLeft = transmitLeft = 1;
        bcr[18] &= 0xff7f;
    }

    public void Read(uint offset, int size)
    {
        if (offset == ((bcr[18] & 0x80) != 0 ? 0x18 : 0x14) && size == ((bcr[18] & 0x80) != 0 ? 4 : 2))
            Reset();
    }

    public void Write(uint offset, int size, ulong value)
    {
        var isWide = (bcr[18] & 0x80) != 0;
        if (size == 4 && offset == 0x10 && !isWide)
            bcr[18] |= 0x80;
        else if (size == (isWide ? 4 : 2))
            switch ((int)offset - 0x10)
            {
                case 0: WriteCsr(rap, (ushort)value); break;
                case 2 when !isWide: rap = (int)value & 0x7f; break;
                case 4 when isWide: rap = (int)value & 0x7f; break;
                case 6 when !isWide: WriteBcr(rap, (ushort)value); break;
                case 12 when isWide: WriteBcr(rap, (ushort)value); break;
            }
    }

    private void WriteBcr(int number, ushort value)
    {
        if (number != 20 || IsOpen)
            bcr[number] = value;
    }

    private void WriteCsr(int number, ushort value)
    {
        switch (number)
        {
            case 0: Command(value); break;
            case 16 or 17: WriteCsr(number - 15, value); break;
            case 58: WriteBcr(20, value); break;
            case 24 when IsOpen: receiveBase = (receiveBase & 0xffff0000) | value; break;
            case 25 when IsOpen: receiveBase = (receiveBase & 0xffff) | (uint)value << 16; break;
            case 30 when IsOpen: transmitBase = (transmitBase & 0xffff0000) | value; break;
            case 31 when IsOpen: transmitBase = (transmitBase & 0xffff) | (uint)value << 16; break;
            case 72 when IsOpen: receiveLeft = value; break;
            case 74 when IsOpen: transmitLeft = value; break;
            case 76 when IsOpen: receiveLength = value; break;
            case 78 when IsOpen: transmitLength = value; break;
            case 3 or 4 or 5: csr[number] = value; break;
            default:
                if (IsOpen)
                    csr[number] = value;
                break;
        }
    }

    private void Command(ushort value)
    {
        if ((value & 7) == 7)
            value &= 0xfffc;
        csr[0] |= (ushort)(value & Demand);
        if (!IsStopped && (value & Stop) != 0)
            csr[0] = Stop | TransmitterOn; // QEMU leaves TXON set
        if ((csr[0] & Init) == 0 && (value & Init) != 0)
            TakeBlock();
        if ((csr[0] & Start) == 0 && (value & Start) != 0)
            csr[0] = (ushort)((csr[0] & ~Stop) | Start | TransmitterOn);
        if ((csr[0] & TransmitterOn) != 0 && (csr[5] & 1) == 0 && ((csr[0] & Demand) != 0 || (csr[0] & Start) != 0))
            Transmit();
        if ((csr[0] & Start) != 0 && !IsOpen)
            Receive();
    }

    private void TakeBlock()
    {
        var at = csr[1] | (uint)csr[2] << 16;
        var block = FetchBlock(at, Is32Bit ? 28 : 24);
        var rings = block.AsSpan(Is32Bit ? 20 : 16);
        var (receiveLog, transmitLog) = Is32Bit ? (block[2] >> 4, block[3] >> 4) : (block[19] >> 5, block[23] >> 5);
        receiveBase = Address(BinaryPrimitives.ReadUInt32LittleEndian(rings));
        transmitBase = Address(BinaryPrimitives.ReadUInt32LittleEndian(rings[4..]));
        receiveLength = receiveLeft = Math.Min(1 << receiveLog, MostEntries);
        transmitLength = transmitLeft = Math.Min(1 << transmitLog, MostEntries);
        csr[0] = (ushort)((csr[0] & ~Stop) | Init);
    }

    private void Transmit()
    {
        for (var entries = 0; entries < transmitLength && transmitBase != 0; entries++)
        {
            var at = transmitBase + (uint)((transmitLength - transmitLeft) * EntryBytes);
            if (!TakeEntry("transmit", at))
                break;
            transmitLeft = transmitLeft <= 1 ? transmitLength : transmitLeft - 1;
        }
        csr[0] &= 0xfff7;
    }

    private void Receive()
    {
        var at = receiveBase + (uint)((receiveLength - receiveLeft) * EntryBytes);
        if (receiveBase != 0 && TakeEntry("receive", at))
            receiveLeft = receiveLeft <= 1 ? receiveLength : receiveLeft - 1;
    }

    /// <summary>Reads an entry, its buffer as a whole if it is the chip's, and gives it back.</summary>
    private bool TakeEntry(string what, uint at)
    {
        var entry = new byte[EntryBytes];
        Reached.Add(($"{what} entry", at, (ulong)EntryBytes));
        memory.ReadEntry(at, entry);
        var (address, count, ownAt) = Style switch
        {
            0 => (Address(BinaryPrimitives.ReadUInt32LittleEndian(entry)), BinaryPrimitives.ReadUInt16LittleEndian(entry.AsSpan(4)), 3),
            3 => (BinaryPrimitives.ReadUInt32LittleEndian(entry.AsSpan(8)), BinaryPrimitives.ReadUInt16LittleEndian(entry.AsSpan(4)), 7),
            _ => (BinaryPrimitives.ReadUInt32LittleEndian(entry), BinaryPrimitives.ReadUInt16LittleEndian(entry.AsSpan(4)), 7),
        };
        if ((entry[ownAt] & 0x80) == 0)
            return false;
        Reached.Add(($"{what} buffer", address, (ulong)(4096 - (count & 0xfff))));
        memory.GiveBack(at, ownAt);
        return true;
    }

    private uint Address(uint field) => Is32Bit ? field : (field & 0xffffff) | (uint)(csr[2] & 0xff00) << 16;

    private byte[] FetchBlock(uint at, int length)
    {
        var bytes = new byte[length];
        Reached.Add(("block", at, (ulong)length));
        memory.ReadBlock(at, bytes);
        return bytes;
    }
}
