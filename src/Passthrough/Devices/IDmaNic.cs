using Dmm.Memory;

namespace Passthrough.Devices;

/// <summary>What a NIC that does DMA has beside <see cref="IPhysicalNic"/>: memory that it reaches, the monitor's and the guests'.</summary>
/// <remarks>
/// Each guest counts addresses from where its own RAM begins, and the device finds them elsewhere: <see cref="IGuestMemory.AtDevice"/> tells where.
/// What keeps a device in its owner's memory is that the monitor judges every address that it is given, see
/// docs/decisions/0010-memory-of-guests-in-qemu.md. Memories keep their bytes over <see cref="IPhysicalNic.Reset"/>; they end with the NIC. A NIC
/// that was made without memory has none here.
/// </remarks>
public interface IDmaNic
{
    /// <summary>The monitor's own, at the addresses that the device uses: for copies that no guest can change. No guest reaches it.</summary>
    IGuestMemory MonitorMemory { get; }

    /// <summary>The first address of it; all of it lies in one piece.</summary>
    ulong MonitorStart { get; }

    /// <summary>The memory of each guest, by its number.</summary>
    IReadOnlyList<IGuestMemory> GuestMemories { get; }

    /// <summary>Lets the device reach the memory of one guest, and of no other, where it can be kept from the rest; called before that guest's addresses are put in.</summary>
    void Reach(int guest)
    {
    }

    /// <summary>The memory that a guest has with a NIC; none if the NIC does no DMA, or was made for fewer guests.</summary>
    static IGuestMemory MemoryOf(IPhysicalNic nic, int guest) =>
        nic is IDmaNic dma && (uint)guest < (uint)dma.GuestMemories.Count ? dma.GuestMemories[guest] : NoMemory.Instance;
}
