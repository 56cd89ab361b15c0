using Dmm.Expressions;

namespace Dmm.Modeling.Model;

/// <summary>What a transition or rule changes beside a state.</summary>
/// <param name="Kind">What it does.</param>
/// <param name="Word">The word of the target; for a set its first.</param>
/// <param name="Shift">The lowest bit of the target.</param>
/// <param name="Mask">The target's bits after the shift.</param>
/// <param name="Max">The largest value that the target takes; a larger one is held at this.</param>
/// <param name="Set">The set of pages, or null.</param>
/// <param name="Value">The value to set, or the address of the range.</param>
/// <param name="Length">The length of the range, or null.</param>
public sealed record EffectInfo(
    EffectKind Kind, int Word, int Shift, ulong Mask, ulong Max, PageSetInfo? Set, CompiledExpression Value, CompiledExpression? Length)
{
    /// <summary>Whether it says that the value is unknown from here on; all ones stand for that.</summary>
    public bool Forgets { get; init; }

    /// <summary>Whether what a reference reads, or half of an address in it, is unknown by this effect.</summary>
    internal bool HasForgotten(Reference reference, ReadOnlySpan<ulong> words)
    {
        if (!Forgets || !reference.IsRegister || reference.Word != Word || (reference.Mask << reference.Shift & Mask << Shift) == 0)
            return false;
        var value = words[Word] >> Shift & Mask;
        return value == Mask || (Mask == ulong.MaxValue && ((uint)value == uint.MaxValue || value >> 32 == uint.MaxValue));
    }
}
