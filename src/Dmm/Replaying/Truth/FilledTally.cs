using Dmm.Modeling.Model;
using Dmm.Monitoring;

namespace Dmm.Replaying.Truth;

/// <summary>Counts received frames by the entries that the device gives back, as it wrote them. A device may write an entry in several parts.</summary>
internal sealed class FilledTally(DescriptorInfo structure, RecordedMemory memory)
{
    private readonly EntryLayout layout = new(structure);
    private readonly byte[] bytes = new byte[structure.EntrySize];

    /// <summary>The frames.</summary>
    public long Frames { get; private set; }

    /// <summary>The device has written to an entry.</summary>
    public void Written(GivenEntry entry, Span<ulong> words)
    {
        if (structure.Filled is not { } filled || entry.IsCounted || !memory.TryReadAfter(entry.At, bytes))
            return;
        layout.Enter(bytes, entry.At, words);
        entry.IsCounted = filled.Test(words, -1, 0);
        layout.Leave(words);
        Frames += entry.IsCounted ? 1 : 0;
    }
}
