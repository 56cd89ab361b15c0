namespace Dmm.Tracing.Qemu;

/// <summary>Follows the registers by which a driver places virtqueues, in the regions as QEMU names them: those of version 1 and those before.</summary>
internal sealed class QueueRegisters
{
    /// <summary>Bounds what a damaged recording can make it remember.</summary>
    private const int MostQueues = 1024;

    private readonly Dictionary<ulong, (ulong Table, ulong Avail)> queues = [];
    private readonly Dictionary<ulong, ulong> sizes = [];
    private ulong chosen;

    /// <summary>Takes an access to a register of the device.</summary>
    /// <param name="region">The name of the region.</param>
    /// <param name="offset">Where in it.</param>
    /// <param name="value">The value that is written or read.</param>
    /// <param name="avail">Where the queue's ring of given entries is.</param>
    /// <param name="table">Where its table is.</param>
    /// <returns>Whether a queue is placed now.</returns>
    public bool TryPlace(ReadOnlySpan<byte> region, ulong offset, ulong value, out ulong avail, out ulong table)
    {
        (avail, table) = (0, 0);
        if (region.StartsWith("virtio-pci-common"u8))
            return TryPlaceModern(offset & 0xfff, value, out avail, out table);
        if (!region.SequenceEqual("virtio-pci"u8))
            return false;
        switch (offset)
        {
            case 0x0e:
                chosen = value;
                return false;
            case 0x0c when sizes.Count < MostQueues:
                sizes[chosen] = value;
                return false;
            case 0x08 when value != 0 && sizes.TryGetValue(chosen, out var size):
                table = value << 12;
                avail = table + 16 * size;
                return true;
            default:
                return false;
        }
    }

    private bool TryPlaceModern(ulong offset, ulong value, out ulong avail, out ulong table)
    {
        (table, avail) = queues.GetValueOrDefault(chosen);
        switch (offset)
        {
            case 0x16:
                chosen = value;
                return false;
            case 0x20:
                table = (table & ~0xffff_ffffUL) | value;
                break;
            case 0x24:
                table = (table & 0xffff_ffff) | value << 32;
                break;
            case 0x28:
                avail = (avail & ~0xffff_ffffUL) | value;
                break;
            case 0x2c:
                avail = (avail & 0xffff_ffff) | value << 32;
                break;
            default:
                return false;
        }
        if (queues.Count < MostQueues)
            queues[chosen] = (table, avail);
        return true;
    }
}
