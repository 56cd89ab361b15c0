using Dmm.Memory;
using Dmm.Modeling.Model;

namespace Dmm.Monitoring;

/// <summary>Copies entries, and words that count them, out of the memory of a guest.</summary>
internal sealed class EntryReader(DescriptorInfo structure, DeviceModel model)
{
    private readonly (int At, int Count)[] needed = [.. EntryBytes.Needed(model, structure)];

    /// <summary>Copies an entry; where not all bytes of it are known, those suffice that the model looks at, and the others are 0.</summary>
    public bool TryRead(IGuestMemory memory, ulong at, Span<byte> copy)
    {
        if (memory.TryRead(at, copy))
            return true;
        copy.Clear();
        foreach (var (first, count) in needed)
            if (!memory.TryRead(at + (ulong)first, copy.Slice(first, count)))
                return false;
        return true;
    }

    /// <summary>Reads a number, the lowest byte first.</summary>
    public bool TryReadNumber(IGuestMemory memory, ulong at, int size, out ulong number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        bytes.Clear();
        var isKnown = memory.TryRead(at, bytes[..size]);
        number = EntryLayout.Read(bytes, sizeof(ulong));
        return isKnown;
    }
}
