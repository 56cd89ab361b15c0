using System.Runtime.CompilerServices;
using Passthrough.Guests.Scripted;
using Passthrough.Guests.Workloads;
using Passthrough.Peers;

namespace Passthrough.Nics.E1000;

/// <summary>The receive ring: the NIC has the entries from its head up to the tail, and writes DD into each that it filled.</summary>
internal sealed class E1000Receiver(E1000Nic nic, E1000DriverOptions options)
{
    private const int EntryBytes = 16, BufferBytes = 2048; // RCTL.BSIZE = 0
    private const int AtLength = 8, AtStatus = 12;

    private readonly int entries = options.ReceiveEntries;
    private readonly byte[] frame = new byte[BufferBytes];
    private ulong ring, buffers;
    private int next;

    /// <summary>Takes memory for the ring and its buffers.</summary>
    public void Allot()
    {
        ring = nic.Memory.Allot(entries * EntryBytes, EntryBytes);
        buffers = nic.Memory.Allot(entries * BufferBytes, BufferBytes);
    }

    /// <summary>Tells the NIC, whose receiver is disabled, where the ring is; it has no entries yet.</summary>
    public async ValueTask PlaceAsync()
    {
        next = 0;
        for (var i = 0; i < entries; i++)
            Empty(i);
        await nic.Out(E1000Register.Rdbal, (uint)ring);
        await nic.Out(E1000Register.Rdbah, (uint)(ring >> 32));
        await nic.Out(E1000Register.Rdlen, (uint)(entries * EntryBytes));
        await nic.Out(E1000Register.Rdh, 0);
        await nic.Out(E1000Register.Rdt, 0);
    }

    /// <summary>Gives the NIC all entries but one; a ring whose head and tail are the same has none.</summary>
    public PendingStep FillAsync() => nic.Out(E1000Register.Rdt, (uint)(entries - 1));

    /// <summary>Takes all frames and gives their entries back.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask DrainAsync(IFrameEvents events)
    {
        var first = next;
        while (TryTake(events))
            next = (next + 1) % entries;
        if (next != first)
            await nic.Out(E1000Register.Rdt, (uint)((next + entries - 1) % entries));
    }

    private bool TryTake(IFrameEvents events)
    {
        var status = nic.Memory.Read32(At(next) + AtStatus);
        if ((status & E1000Bits.Dd) == 0)
            return false;
        var length = (int)nic.Memory.Read16(At(next) + AtLength);
        var isWhole = (status & E1000Bits.Eop) != 0 && (status >> 8 & E1000Bits.FrameErrors) == 0;
        if (isWhole && length is >= WorkloadFrame.LeastBytes and <= WorkloadFrame.MostBytes)
        {
            nic.Memory.Read(Buffer(next), frame.AsSpan(0, length));
            events.Received(frame.AsSpan(0, length));
        }
        Empty(next);
        return true;
    }

    private void Empty(int entry)
    {
        nic.Memory.Write64(At(entry), Buffer(entry));
        nic.Memory.Write64(At(entry) + AtLength, 0);
    }

    private ulong At(int entry) => ring + (ulong)(entry * EntryBytes);

    private ulong Buffer(int entry) => buffers + (ulong)(entry * BufferBytes);
}
