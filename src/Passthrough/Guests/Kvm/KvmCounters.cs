using System.Buffers.Binary;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Passthrough.Guests.Kvm;

/// <summary>What KVM counts of a virtual processor (Linux: Documentation/virt/kvm/api.rst, KVM_GET_STATS_FD).</summary>
/// <remarks>A file of KVM's: a head, a description of each counter with its name, and the values. The first two never change.</remarks>
internal sealed class KvmCounters : IDisposable
{
    private const int HeadBytes = 24, DescriptionBytes = 16, ValueBytes = 8;

    private readonly SafeFileHandle file;
    private readonly Dictionary<string, long> places = [];

    public KvmCounters(SafeFileHandle file)
    {
        this.file = file;
        var head = Read(0, HeadBytes);
        var (nameBytes, count, descriptions, values) = (Word(head, 4), Word(head, 8), Word(head, 16), Word(head, 20));
        for (var i = 0L; i < count; i++)
        {
            var description = Read(descriptions + i * (DescriptionBytes + nameBytes), (int)(DescriptionBytes + nameBytes));
            places[Encoding.ASCII.GetString(description.AsSpan(DescriptionBytes)).TrimEnd('\0')] = values + Word(description, 8);
        }
    }

    /// <summary>Port accesses that KVM had to leave the guest for.</summary>
    public long PortExits => Of("io_exits");

    /// <summary>Memory accesses that KVM left to this process.</summary>
    public long MemoryExits => Of("mmio_exits");

    /// <summary>Exits of all kinds, those for the host's own interrupts and for pages that were used first among them.</summary>
    public long AllExits => Of("exits");

    public void Dispose() => file.Dispose();

    private long Of(string name) => places.TryGetValue(name, out var place) ? BinaryPrimitives.ReadInt64LittleEndian(Read(place, ValueBytes)) : 0;

    private byte[] Read(long at, int bytes)
    {
        var data = new byte[bytes];
        RandomAccess.Read(file, data, at);
        return data;
    }

    private static uint Word(byte[] data, int at) => BinaryPrimitives.ReadUInt32LittleEndian(data.AsSpan(at));
}
