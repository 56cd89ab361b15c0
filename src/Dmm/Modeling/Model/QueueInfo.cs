using Dmm.Expressions;

namespace Dmm.Modeling.Model;

/// <summary>How a queue in memory comes back from the device, and where the device finds a copy of it.</summary>
/// <param name="Returned">The variable that counts the entries that were given back.</param>
/// <param name="Counter">The word in memory that counts them.</param>
/// <param name="Base">The address of the first entry of the ring in which they stand.</param>
/// <param name="EntrySize">Bytes of one.</param>
/// <param name="Id">The field that says which entry it is.</param>
/// <param name="Length">The field that says how many bytes the device wrote.</param>
/// <param name="Named">The field of the queue's own entries that <paramref name="Id"/> repeats.</param>
/// <param name="Copy">The registers that say where the queue is, and what the device has in them.</param>
/// <param name="PlaceWord">The word of the state block that says where the copy begins, while these are computed.</param>
/// <param name="Silent">The word by which the device raises no interrupt; null where there is none.</param>
public sealed record QueueInfo(
    VariableInfo Returned, MemoryWordInfo Counter, CompiledExpression Base, int EntrySize, EntryFieldInfo Id, EntryFieldInfo Length, EntryFieldInfo Named,
    IReadOnlyList<WidenedInfo> Copy, int PlaceWord, SilentInfo? Silent)
{
    /// <summary>Everything that is computed.</summary>
    public IEnumerable<CompiledExpression> Expressions => new[] { Counter.At, Base, Silent?.At, Silent?.Value }.OfType<CompiledExpression>().Concat(Copy.Select(each => each.As));

    /// <summary>Whether something is computed of a register that says where the queue is.</summary>
    internal bool IsWithin(CompiledExpression expression) => expression.References.Any(reference => Copy.Any(each => each.Register.Word == reference.Word));
}

/// <summary>A word of a queue by which the device raises no interrupt for it.</summary>
/// <param name="At">Where it is.</param>
/// <param name="Size">Its bytes.</param>
/// <param name="Value">Its value.</param>
public sealed record SilentInfo(CompiledExpression At, int Size, CompiledExpression Value);
