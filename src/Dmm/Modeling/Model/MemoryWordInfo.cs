using Dmm.Expressions;

namespace Dmm.Modeling.Model;

/// <summary>A word in the guest's memory, the lowest byte first.</summary>
/// <param name="At">Its guest-physical address.</param>
/// <param name="Size">Its bytes: 1, 2 or 4.</param>
public sealed record MemoryWordInfo(CompiledExpression At, int Size)
{
    /// <summary>The bits of a value of it.</summary>
    public ulong Mask => ulong.MaxValue >> (64 - 8 * Size);
}
