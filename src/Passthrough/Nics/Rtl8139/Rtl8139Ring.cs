using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using Passthrough.Guests.Workloads;
using Passthrough.Peers;
using static Passthrough.Nics.Rtl8139.Rtl8139Registers;

namespace Passthrough.Nics.Rtl8139;

/// <summary>The receive ring of C mode: frames with a header one after the other, each at a multiple of four (data sheet, RBSTART and CAPR).</summary>
internal sealed class Rtl8139Ring(Rtl8139Card card, Rtl8139DriverOptions options) : IRtl8139Receiver
{
    private const int HeaderBytes = 4, CheckSequenceBytes = 4, Behind = 16, MostOverrun = 2048, LeastKibShift = 13;
    private const ushort InProgress = 0xfff0;

    private readonly int size = options.RingKib << 10;
    private readonly byte[] frame = new byte[WorkloadFrame.MostBytes];
    private readonly byte[] header = new byte[HeaderBytes];
    private ulong start;
    private int at;

    public uint Setup { get; } =
        (uint)(int.Log2(options.RingKib << 10) - LeastKibShift) << RingLengthShift | (options.Overruns ? Overrun : 0);

    public async ValueTask SetUpAsync()
    {
        at = 0;
        if (start == 0)
            start = card.Memory.Allot(size + Behind + MostOverrun);
        await card.Out32(RbStart, (uint)start);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<bool> DrainAsync(IFrameEvents events)
    {
        while ((await card.In8(Cr) & BufferEmpty) == 0)
        {
            Read(at, header);
            var status = BinaryPrimitives.ReadUInt16LittleEndian(header);
            var whole = BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(2));
            if (whole == InProgress)
                return true;
            var length = whole - CheckSequenceBytes;
            if ((status & ReceiveOk) == 0 || length is < WorkloadFrame.LeastBytes or > WorkloadFrame.MostBytes)
                return false;
            Read(at + HeaderBytes, frame.AsSpan(0, length));
            at = (at + HeaderBytes + whole + 3 & ~3) % size;
            await card.Out16(Capr, (ushort)(at - Behind));
            events.Received(frame.AsSpan(0, length));
        }
        return true;
    }

    /// <summary>Reads on at the begin of the ring where the card does. With RCR.WRAP a frame is in one piece, but in a ring of 64 KiB, which ignores it.</summary>
    private void Read(int from, Span<byte> into)
    {
        var first = options.Overruns && options.RingKib < Rtl8139DriverOptions.MostRingKib ? into.Length : Math.Min(into.Length, Math.Max(0, size - from));
        card.Memory.Read(start + (ulong)from, into[..first]);
        card.Memory.Read(start + (ulong)Math.Max(0, from - size), into[first..]);
    }
}
