using System.Buffers.Binary;
using Passthrough.Devices;
using Passthrough.Guests.Workloads;
using Passthrough.Peers;
using static Passthrough.Nics.I8255x.I8255xRegisters;

namespace Passthrough.Nics.I8255x;

/// <summary>The command blocks: linked in a circle, given in their order, the last of those that were given suspends the unit or ends the list.</summary>
internal sealed class I8255xCommandList
{
    public const int MostParts = 8;

    private const int PartBytes = 8, BlockBytes = 0x800, TableBytes = MostParts * PartBytes;

    private readonly I8255xChip chip;
    private readonly I8255xDriverOptions options;
    private readonly Given[] given;
    private ulong blocks, tables, buffers;
    private int oldest, inHand;
    private bool isStarted;

    public I8255xCommandList(I8255xChip chip, I8255xDriverOptions options, ushort number)
    {
        (this.chip, this.options) = (chip, options);
        given = new Given[options.CommandBlocks];
        Address = options.StationAddress is { } address ? [.. address] : UsualAddress.Of(number);
    }

    private struct Given
    {
        public int Length;
        public uint Tag;
        public bool IsFrame;
    }

    /// <summary>The address that it receives by.</summary>
    public byte[] Address { get; }

    /// <summary>Frames that the chip has and that are not out.</summary>
    public int FramesInHand { get; private set; }

    /// <summary>Whether the chip has any block that is not done.</summary>
    public bool HasBlocksInHand => inHand > 0;

    /// <summary>Room for a frame, and for blocks that say how to receive. A list that is started must be done.</summary>
    public bool HasRoom => inHand + 4 <= given.Length && (!options.StartsEachList || inHand == 0);

    /// <summary>When the oldest block has taken too long.</summary>
    public long DeadlineNs { get; private set; } = long.MaxValue;

    /// <summary>All blocks are the driver's, and the unit has no list.</summary>
    public void Forget()
    {
        if (blocks == 0)
            (blocks, tables, buffers) = (chip.Memory.Allot(given.Length * BlockBytes), chip.Memory.Allot(given.Length * TableBytes), chip.Memory.Allot(given.Length * BlockBytes));
        oldest = inHand = FramesInHand = 0;
        isStarted = false;
        DeadlineNs = long.MaxValue;
    }

    /// <summary>Gives the blocks that say how to receive, and the frame after them if there is one.</summary>
    public async ValueTask ConfigureAsync()
    {
        var (first, before) = (Next, Before);
        Put(I8255xRegisters.Address, Address, isLast: false);
        Put(Groups, GroupList(), isLast: false);
        Put(Configure, Configuration(), isLast: true); // at last, for it may change the form of blocks behind it
        await RingAsync(first, before);
    }

    /// <summary>Gives code for the chip; it does nothing.</summary>
    public async ValueTask LoadCodeAsync()
    {
        var (first, before) = (Next, Before);
        Put(Code, new byte[CodeBytes], isLast: true);
        await RingAsync(first, before);
    }

    /// <summary>Gives a frame.</summary>
    public async ValueTask SendAsync(ReadOnlyMemory<byte> frame, uint tag)
    {
        var (first, before) = (Next, Before);
        FramesInHand++;
        PutFrame(frame.Span, tag);
        await RingAsync(first, before);
    }

    /// <summary>Reports the frames that are out.</summary>
    public void Reap(IFrameEvents events)
    {
        while (inHand > 0 && (chip.StatusOf(BlockOf(oldest)) & Done) != 0)
        {
            if (given[oldest].IsFrame)
            {
                FramesInHand--;
                events.Sent(given[oldest].Tag, given[oldest].Length);
            }
            oldest = (oldest + 1) % given.Length;
            inHand--;
            SetDeadline();
        }
    }

    private int Next => (oldest + inHand) % given.Length;

    private int Before => (Next + given.Length - 1) % given.Length;

    private uint LastFlag => options.StartsEachList ? End : Suspend;

    private ulong BlockOf(int number) => blocks + (ulong)(number * BlockBytes);

    /// <summary>The block before suspends the unit no more; a unit that is suspended there already goes on by the command.</summary>
    private async ValueTask RingAsync(int first, int before)
    {
        if (isStarted && !options.StartsEachList)
        {
            chip.GoOnBehind(BlockOf(before));
            await chip.CommandAsync(Resume);
            return;
        }
        isStarted = true;
        await chip.CommandAsync(Start, (uint)BlockOf(first) - options.Base);
    }

    private ulong Take(Given what, uint operation, uint table, uint counts, bool isLast)
    {
        var block = BlockOf(Next);
        given[Next] = what;
        inHand++;
        chip.Memory.Write32(block + LinkAt, (uint)BlockOf(Next) - options.Base);
        chip.Memory.Write32(block + TableAt, table);
        chip.Memory.Write32(block + CountsAt, counts);
        chip.Memory.Write32(block, operation << OperationShift | (isLast ? LastFlag | Interrupt : 0));
        if (inHand == 1)
            SetDeadline();
        return block;
    }

    private void Put(uint operation, ReadOnlySpan<byte> data, bool isLast) => chip.Memory.Write(Take(default, operation, 0, 0, isLast) + TableAt, data);

    private void PutFrame(ReadOnlySpan<byte> frame, uint tag)
    {
        var what = new Given { Length = frame.Length, Tag = tag, IsFrame = true };
        if (options.Form == I8255xFrameForm.Behind)
        {
            chip.Memory.Write(Take(what, Transmit, NoTable, (uint)frame.Length | 0x8000, isLast: true) + HeadBytes, frame);
            return;
        }
        var number = Next;
        var isExtended = options.Form == I8255xFrameForm.Extended; // of two parts, neither of which is the last: QEMU goes on in the table where one is
        var (buffer, parts) = (buffers + (ulong)(number * BlockBytes), isExtended ? 2 : options.Parts);
        var table = isExtended ? BlockOf(number) + HeadBytes : tables + (ulong)(number * TableBytes);
        chip.Memory.Write(buffer, frame);
        for (var i = 0; i < parts; i++)
        {
            var (from, to) = (frame.Length * i / parts, frame.Length * (i + 1) / parts);
            chip.Memory.Write32(table + (ulong)(i * PartBytes), (uint)buffer + (uint)from);
            chip.Memory.Write32(table + (ulong)(i * PartBytes) + 4, (uint)(to - from) | (!isExtended && i == parts - 1 ? LastPart : 0));
        }
        Take(what, Transmit | Flexible >> OperationShift, (uint)table, (uint)parts << 24, isLast: true);
    }

    /// <summary>The configuration: what the manual recommends, but extended blocks only where they are used (byte 6, bit 4).</summary>
    private byte[] Configuration()
    {
        byte[] bytes = [0x16, 0x08, 0, 0, 0, 0, 0x32, 0x03, 0x01, 0, 0x2e, 0, 0x60, 0, 0xf2, 0x48, 0, 0x40, 0xf2, 0x80, 0x3f, 0x05];
        if (options.Form == I8255xFrameForm.Extended)
            bytes[6] &= 0xef;
        if (options.IsPromiscuous)
            bytes[15] |= 0x01;
        return bytes;
    }

    private byte[] GroupList()
    {
        var list = new byte[2 + options.Groups.Count * WorkloadFrame.AddressBytes];
        BinaryPrimitives.WriteUInt16LittleEndian(list, (ushort)(list.Length - 2));
        for (var i = 0; i < options.Groups.Count; i++)
            options.Groups[i].ToArray().CopyTo(list, 2 + i * WorkloadFrame.AddressBytes);
        return list;
    }

    private void SetDeadline() => DeadlineNs = inHand == 0 ? long.MaxValue : chip.Io.NowNs + options.TransmitTimeoutNs;
}
