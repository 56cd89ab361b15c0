using System.Numerics;
using System.Runtime.CompilerServices;

namespace Dmm.Expressions.Terms;

/// <summary>
/// A condition on bits of one word: they equal <paramref name="Match"/>, or they do not. Closed under negation, which is why both are one type.
/// Every fast form is this test; with no bits in the mask it is constant.
/// </summary>
internal readonly record struct WordTest(int Word, ulong Mask, ulong Match, bool IsNegated)
{
    public static WordTest Always => default;

    public static WordTest Never => new(0, 0, 0, true);

    public ExpressionKind Kind => (Mask, Match, IsNegated) switch
    {
        (0, _, false) => ExpressionKind.Always,
        (0, _, true) => ExpressionKind.Never,
        (_, _, false) => ExpressionKind.MaskEquals,
        (_, 0, true) => ExpressionKind.MaskAny,
        _ => ExpressionKind.MaskDiffers,
    };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Holds(ReadOnlySpan<ulong> words) => ((words[Word] & Mask) == Match) != IsNegated;

    public WordTest Not() => this with { IsNegated = !IsNegated };

    /// <summary>Both tests as one, if there is one.</summary>
    public WordTest? And(WordTest other)
    {
        if (Mask == 0)
            return IsNegated ? Never : other;
        if (other.Mask == 0)
            return other.And(this);
        if (Word != other.Word || AsEquality() is not { } left || other.AsEquality() is not { } right)
            return null;
        return ((left.Match ^ right.Match) & left.Mask & right.Mask) != 0
            ? Never
            : new WordTest(Word, left.Mask | right.Mask, left.Match | right.Match, false);
    }

    /// <summary>Either test as one, if there is one.</summary>
    public WordTest? Or(WordTest other) => Not().And(other.Not())?.Not();

    /// <summary>The same test in the one form that is chosen where there are two: a bit is set rather than not clear.</summary>
    public WordTest Normalized() =>
        Mask == 0 ? (IsNegated ? Never : Always) : AsEquality() ?? this;

    /// <summary>The same test as an equality: one bit that differs from 0 equals 1.</summary>
    private WordTest? AsEquality() =>
        !IsNegated ? this
        : BitOperations.IsPow2(Mask) ? new WordTest(Word, Mask, Match ^ Mask, false)
        : null;
}
