using Passthrough.Guests.Workloads;
using Passthrough.Peers;
using static Passthrough.Nics.I8255x.I8255xRegisters;

namespace Passthrough.Nics.I8255x;

/// <summary>The areas to receive into: linked in a circle, with the frame after each, and the end of the list one before the area that is read next.</summary>
internal sealed class I8255xReceiveList(I8255xChip chip, I8255xDriverOptions options)
{
    private const int RoomBytes = 1520, AreaBytes = HeadBytes + RoomBytes;

    private readonly byte[] frame = new byte[RoomBytes];
    private ulong areas;
    private int next;

    /// <summary>Where the area is that is read next.</summary>
    public uint Next => (uint)AreaOf(next) - options.Base;

    /// <summary>All areas are the chip's, which begins at the first.</summary>
    public void Forget()
    {
        if (areas == 0)
            areas = chip.Memory.Allot(options.ReceiveAreas * AreaBytes);
        next = 0;
        for (var number = 0; number < options.ReceiveAreas; number++)
            GiveBack(number);
    }

    /// <summary>Takes what has come, and gives the areas back.</summary>
    /// <returns>False if an area makes no sense.</returns>
    public bool Drain(IFrameEvents events)
    {
        for (var taken = 0; taken < options.ReceiveAreas; taken++)
        {
            var status = chip.StatusOf(AreaOf(next));
            if ((status & Done) == 0)
                return true;
            var length = (int)(chip.Memory.Read32(AreaOf(next) + CountsAt) & CountMask);
            if ((status & Okay) != 0 && length is < WorkloadFrame.LeastBytes or > WorkloadFrame.MostBytes)
                return false;
            if ((status & Okay) != 0)
            {
                chip.Memory.Read(AreaOf(next) + HeadBytes, frame.AsSpan(0, length));
                events.Received(frame.AsSpan(0, length));
            }
            GiveBack(next);
            next = (next + 1) % options.ReceiveAreas;
        }
        return true;
    }

    /// <summary>The area is the end of the list, and the one before is that no more.</summary>
    private void GiveBack(int number)
    {
        var area = AreaOf(number);
        chip.Memory.Write32(area + LinkAt, (uint)AreaOf((number + 1) % options.ReceiveAreas) - options.Base);
        chip.Memory.Write32(area + TableAt, NoTable);
        chip.Memory.Write32(area + CountsAt, (uint)RoomBytes << OperationShift);
        chip.Memory.Write32(area, End);
        chip.GoOnBehind(AreaOf((number + options.ReceiveAreas - 1) % options.ReceiveAreas));
    }

    private ulong AreaOf(int number) => areas + (ulong)(number * AreaBytes);
}
