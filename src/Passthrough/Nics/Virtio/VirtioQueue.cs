using System.Runtime.CompilerServices;
using Passthrough.Guests.Scripted;
using static Passthrough.Nics.Virtio.VirtioRegisters;

namespace Passthrough.Nics.Virtio;

/// <summary>A split queue as its driver has it: a table of entries, the ring of chains that were given, and that of chains that came back (2.7).</summary>
/// <remarks>A chain has a fixed number of entries side by side, so its number tells where it stands.</remarks>
internal sealed class VirtioQueue(VirtioChip chip, int number, int entries, int partsOfAChain)
{
    private ulong table, given, used;
    private ushort announced, taken;

    /// <summary>Chains that the queue has.</summary>
    public int Chains => entries / partsOfAChain;

    /// <summary>All chains are the driver's.</summary>
    public void Forget()
    {
        if (table == 0)
            (table, given, used) = (chip.Memory.Allot(entries * EntryBytes), chip.Memory.Allot(6 + 2 * entries), chip.Memory.Allot(6 + UsedBytes * entries));
        (announced, taken) = (0, 0);
        chip.Memory.Write16(given + 2, 0);
        chip.Memory.Write16(used + 2, 0);
    }

    /// <summary>Tells the device where the queue is, and enables it.</summary>
    /// <exception cref="GuestGaveUpException">The device has no such queue.</exception>
    public async ValueTask PlaceAsync()
    {
        await chip.Write(QueueSelect, 2, (ulong)number);
        var most = await chip.Read(QueueSize, 2);
        if (most < (ulong)entries)
            throw new GuestGaveUpException($"queue {number} of the device has {most} entries, and its driver wants {entries}");
        await chip.Write(QueueSize, 2, (ulong)entries);
        await PlaceAsync(QueueTable, table);
        await PlaceAsync(QueueGiven, given);
        await PlaceAsync(QueueUsed, used);
        await chip.Write(QueueEnable, 2, 1);
    }

    /// <summary>Compares what the device holds with what it was given.</summary>
    public async ValueTask CompareAsync()
    {
        await chip.Write(QueueSelect, 2, (ulong)number);
        await ExpectAsync("queue_size", QueueSize, 2, (ulong)entries);
        await ExpectAsync("queue_desc", QueueTable, 4, table);
        await ExpectAsync("queue_driver", QueueGiven, 4, given);
        await ExpectAsync("queue_device", QueueUsed, 4, used);
        await ExpectAsync("queue_enable", QueueEnable, 2, 1);
    }

    /// <summary>Puts down a part of a chain.</summary>
    public void Put(int chain, int part, ulong buffer, int byteCount, bool writes)
    {
        var index = chain * partsOfAChain + part;
        var at = table + (ulong)(index * EntryBytes);
        chip.Memory.Write64(at, buffer);
        chip.Memory.Write32(at + 8, (uint)byteCount);
        var isLast = part == partsOfAChain - 1;
        chip.Memory.Write32(at + 12, (uint)((isLast ? 0 : More) | (writes ? Writes : 0)) | (isLast ? 0 : (uint)(index + 1) << 16));
    }

    /// <summary>Gives a chain to the device; the count comes last.</summary>
    public void Give(int chain)
    {
        chip.Memory.Write16(given + 4 + (ulong)(announced % entries * 2), (ushort)(chain * partsOfAChain));
        chip.Memory.Write16(given + 2, ++announced);
    }

    /// <summary>Rings for what was given.</summary>
    public PendingStep Ring() => chip.Write(Notify + NotifyStride * (uint)number, 2, (ulong)number);

    /// <summary>Takes a chain that came back.</summary>
    /// <param name="chain">Which one; negative where the device names none.</param>
    /// <param name="byteCount">Bytes that the device wrote.</param>
    public bool TryTake(out int chain, out int byteCount)
    {
        (chain, byteCount) = (-1, 0);
        if (chip.Memory.Read16(used + 2) == taken)
            return false;
        var at = used + 4 + (ulong)(taken++ % entries * UsedBytes);
        var id = chip.Memory.Read32(at);
        byteCount = (int)Math.Min(chip.Memory.Read32(at + 4), int.MaxValue);
        if (id < entries && id % partsOfAChain == 0)
            chain = (int)id / partsOfAChain;
        return true;
    }

    private async ValueTask PlaceAsync(uint register, ulong at)
    {
        await chip.Write(register, 4, at & uint.MaxValue);
        await chip.Write(register + 4, 4, at >> 32);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask ExpectAsync(string name, uint register, int size, ulong expected)
    {
        var value = await chip.Read(register, size);
        if (value != expected)
            throw new GuestGaveUpException($"{name} of queue {number} holds 0x{value:x}, and the device was given 0x{expected:x}");
    }
}
