using Dmm.Expressions;
using Dmm.Modeling.Model;
using Dmm.Monitoring;

namespace Dmm.Analysis.Trying.Facts;

/// <summary>What the bytes of an entry mean to the device.</summary>
/// <param name="Structure">The structure.</param>
/// <param name="At">The address of the entry.</param>
/// <param name="Fields">Fields with their values.</param>
/// <param name="Said">What else is said of it: <c>filled</c>, <c>frame</c>, and whether it is so.</param>
/// <param name="Raises">The causes that a frame raises which fills it; null when nothing is said.</param>
/// <param name="Bytes">The bytes of the whole frame that the device wrote by it; null when nothing is said, -1 when there is no such frame.</param>
internal sealed record EntryFact(
    DescriptorInfo Structure, ulong At, IReadOnlyList<(EntryFieldInfo Field, ulong Value)> Fields, IReadOnlyList<(string Word, bool Is)> Said, ulong? Raises, long? Bytes) : ITriedFact
{
    /// <inheritdoc/>
    public string? Against(TriedGuest guest)
    {
        var entry = new byte[Structure.EntrySize];
        if (!guest.Memory.TryRead(At, entry))
            return $"the entry of {Structure.Name} at 0x{At:x} is not in the guest's memory";
        var words = guest.Monitor.State.Words.ToArray();
        new EntryLayout(Structure).Enter(entry, At, words);
        foreach (var (field, value) in Fields)
            if (words[field.Word] != value)
                return $"{Structure.Name}.{field.Name} is 0x{words[field.Word]:x}, and it must be 0x{value:x}";
        foreach (var (word, isSaid) in Said)
            if (Test(word == "frame" ? Structure.Frame : Structure.Filled, words) != isSaid)
                return $"the entry of {Structure.Name} at 0x{At:x} is {(isSaid ? "not " : "")}'{word}', and it must {(isSaid ? "" : "not ")}be";
        if (Raises is { } causes && DeliveryFact.Raised(guest.Monitor.Tables.Model, words, Structure) is var raised && raised != causes)
            return $"a frame in the entry of {Structure.Name} at 0x{At:x} raises 0x{raised:x}, and it must raise 0x{causes:x}";
        return Bytes is { } bytes && BytesOf(guest.Monitor.Tables.Model.Delivery, words) is var taken && taken != bytes
            ? $"the entry of {Structure.Name} at 0x{At:x} holds {Text(taken)}, and it must hold {Text(bytes)}" : null;
    }

    private static string Text(long bytes) => bytes < 0 ? "no whole frame" : $"a frame of {bytes} bytes";

    private static bool Test(CompiledExpression? expression, ulong[] words) => expression?.Test(words, -1, 0) == true;

    private static long BytesOf(DeliveryInfo? delivery, ulong[] words) =>
        delivery?.Own is { Filled: { } filled } own && filled.Test(words, -1, 0) && own.Whole.Test(words, -1, 0) ? (long)own.Length.Value(words, -1, 0) : -1;
}
