using Dmm.Modeling.Model;

namespace Dmm.Monitoring;

/// <summary>Receives the entries that a walk has given to the device, to compare them with what the device did.</summary>
internal interface IWalkWitness
{
    /// <summary>An entry is given. Its fields stand in the state block, and what the entries before it left.</summary>
    /// <param name="structure">The structure.</param>
    /// <param name="at">Where the entry is.</param>
    /// <param name="entry">Its bytes, as they were judged.</param>
    /// <param name="words">The state block.</param>
    /// <param name="eventWord">The word of the event's register; -1 for none.</param>
    /// <param name="old">What it held before.</param>
    void Given(DescriptorInfo structure, ulong at, ReadOnlySpan<byte> entry, ReadOnlySpan<ulong> words, int eventWord, ulong old);

    /// <summary>An entry is given, or may be, and nobody here could look at it.</summary>
    void Unseen(DescriptorInfo structure, ulong at);
}
