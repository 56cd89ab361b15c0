using Dmm.Expressions;
using Dmm.Modeling.Model;

namespace Dmm.Compilation;

/// <summary>An effect, ready to run: first both values are computed against the state before, then it is applied.</summary>
internal sealed class CompiledEffect(EffectInfo effect)
{
    private readonly EffectKind kind = effect.Kind;
    private readonly int word = effect.Word;
    private readonly int shift = effect.Shift;
    private readonly ulong mask = effect.Mask;
    private readonly ulong max = effect.Max;
    private readonly ulong start = effect.Set?.Window.Start ?? 0;
    private readonly ulong size = effect.Set?.Window.Size ?? 0;
    private readonly uint unit = effect.Set?.Unit ?? 1;

    /// <summary>What it was made of.</summary>
    public EffectInfo Info => effect;

    /// <summary>The value to set, or the address of a range.</summary>
    public CompiledExpression Value { get; } = effect.Value;

    /// <summary>The length of a range.</summary>
    public CompiledExpression Length { get; } = effect.Length ?? CompiledExpression.Always;

    /// <summary>Changes the state block. Any values are fine: what lies outside is cut off.</summary>
    public void Apply(Span<ulong> words, ulong value, ulong length)
    {
        if (kind == EffectKind.Set)
            words[word] = (words[word] & ~(mask << shift)) | (Math.Min(value, max) << shift);
        else
            ApplyPages(words, value, length);
    }

    private void ApplyPages(Span<ulong> words, ulong at, ulong length)
    {
        var first = Math.Max(at, start) - start;
        var end = at + Math.Min(length, ulong.MaxValue - at); // after the last byte, held at the top
        var last = Math.Min(end <= start ? 0 : end - start, size);
        if (first >= last)
            return; // an empty range inside a page is not that page
        for (var page = first / unit; page * unit < last; page++)
        {
            ref var bits = ref words[word + (int)(page >> 6)];
            var bit = 1UL << (int)(page & 63);
            bits = kind == EffectKind.Mark ? bits | bit : bits & ~bit;
        }
    }
}
