using System.Runtime.CompilerServices;
using Passthrough.Guests.Workloads;

namespace Passthrough.Nics.E1000;

/// <summary>The transmit ring: a frame is one entry or several, with a buffer each; the NIC writes DD into the last when it is out.</summary>
/// <remarks>One entry stays free, for a ring whose head and tail are the same is an empty one (manual, Transmit Descriptor Ring Structure).</remarks>
internal sealed class E1000Transmitter(E1000Nic nic, E1000DriverOptions options)
{
    private const int EntryBytes = 16, BufferBytes = 2048, HeaderBytes = 14;
    private const int AtCommand = 8, AtStatus = 12;
    private const uint EndOfChecksum = 0x2011_0e0e; // of a context: checksums of an IP header after an Ethernet header, never asked for

    private readonly int entries = options.TransmitEntries;
    private readonly Queue<(int Last, int Bytes, uint Tag)> inHand = new();
    private ulong ring, buffers;
    private int next;
    private bool hasContext;

    public int FramesInHand => inHand.Count;

    public bool HasRoom => (inHand.Count + 1) * EntriesOfAFrame < entries;

    /// <summary>When the oldest frame on its way has taken too long.</summary>
    public long DeadlineNs { get; private set; } = long.MaxValue;

    private int EntriesOfAFrame => 1 + (options.SplitsFrames ? 1 : 0) + (options.UsesContexts ? 1 : 0);

    /// <summary>Takes memory for the ring and its buffers.</summary>
    public void Allot()
    {
        ring = nic.Memory.Allot(entries * EntryBytes, EntryBytes);
        buffers = nic.Memory.Allot(entries * BufferBytes, BufferBytes);
    }

    /// <summary>Forgets all frames and tells the NIC, whose transmitter is disabled, where the ring is.</summary>
    public async ValueTask PlaceAsync()
    {
        inHand.Clear();
        next = 0;
        hasContext = false;
        DeadlineNs = long.MaxValue;
        nic.Memory.Write(ring, new byte[entries * EntryBytes]);
        await nic.Out(E1000Register.Tdbal, (uint)ring);
        await nic.Out(E1000Register.Tdbah, (uint)(ring >> 32));
        await nic.Out(E1000Register.Tdlen, (uint)(entries * EntryBytes));
        await nic.Out(E1000Register.Tdh, 0);
        await nic.Out(E1000Register.Tdt, 0);
    }

    /// <summary>Gives a frame to the NIC.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask SendAsync(ReadOnlyMemory<byte> frame, uint tag)
    {
        if (options.UsesContexts && !(hasContext && options.ChecksumAt != 0))
            PutContext();
        var sums = options.ChecksumAt != 0 && (frame.Span[options.ChecksumAt] | frame.Span[options.ChecksumAt + 1]) != 0; // a sum of 0 is sent as ones
        if (sums)
            frame = Complement(frame.ToArray());
        if (options.SplitsFrames)
            Put(frame[..HeaderBytes], isLast: false, sums);
        if (options.GivesPartsApart)
        {
            await nic.Out(E1000Register.Tdt, (uint)next);
            await nic.In(E1000Register.Status);
        }
        var last = Put(options.SplitsFrames ? frame[HeaderBytes..] : frame, isLast: true, sums && !options.SplitsFrames);
        if (inHand.Count == 0)
            DeadlineNs = nic.Io.NowNs + options.TransmitTimeoutNs;
        inHand.Enqueue((last, frame.Length, tag));
        await nic.Out(E1000Register.Tdt, (uint)next);
    }

    /// <summary>Gives the NIC an entry whose buffer is not the guest's, and takes it for denied.</summary>
    public async ValueTask EscapeAsync()
    {
        var entry = Put(new byte[HeaderBytes], isLast: true, sums: false);
        nic.Memory.Write64(At(entry), E1000Escape.Elsewhere);
        await nic.Out(E1000Register.Tdt, (uint)next);
        next = entry;
    }

    /// <summary>Takes back what is out.</summary>
    public void Reap(IFrameEvents events)
    {
        while (inHand.TryPeek(out var frame) && (nic.Memory.Read32(At(frame.Last) + AtStatus) & E1000Bits.Dd) != 0)
        {
            inHand.Dequeue();
            DeadlineNs = inHand.Count == 0 ? long.MaxValue : nic.Io.NowNs + options.TransmitTimeoutNs;
            events.Sent(frame.Tag, frame.Bytes);
        }
    }

    private byte[] Complement(byte[] frame)
    {
        for (var i = 0; i < 2; i++)
            frame[options.ChecksumAt + i] ^= 0xff;
        return frame;
    }

    private int Put(ReadOnlyMemory<byte> bytes, bool isLast, bool sums)
    {
        var entry = Take();
        var buffer = buffers + (ulong)(entry * BufferBytes);
        nic.Memory.Write(buffer, bytes.Span);
        nic.Memory.Write64(At(entry), buffer);
        nic.Memory.Write32(At(entry) + AtStatus, sums ? E1000Bits.Txsm : 0);
        nic.Memory.Write32(At(entry) + AtCommand, (uint)bytes.Length | E1000Bits.CmdIfcs | E1000Bits.CmdRs
            | (isLast ? E1000Bits.CmdEop : 0) | (options.UsesContexts ? E1000Bits.CmdDext | E1000Bits.DtypData : 0));
        return entry;
    }

    private void PutContext()
    {
        hasContext = true;
        var entry = Take();
        var at = (ulong)options.ChecksumAt;
        nic.Memory.Write64(At(entry), at == 0 ? EndOfChecksum : EndOfChecksum | (at | at << 8 | (at + 1) << 16) << 32);
        nic.Memory.Write32(At(entry) + AtStatus, 0);
        nic.Memory.Write32(At(entry) + AtCommand, E1000Bits.CmdDext);
    }

    private int Take()
    {
        var entry = next;
        next = (next + 1) % entries;
        return entry;
    }

    private ulong At(int entry) => ring + (ulong)(entry * EntryBytes);
}
