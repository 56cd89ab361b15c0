namespace Dmm.Expressions;

/// <summary>How an expression is evaluated. All forms but <see cref="Program"/> are one and the same test of bits of one word.</summary>
public enum ExpressionKind
{
    /// <summary>True whatever the state.</summary>
    Always,

    /// <summary>False whatever the state.</summary>
    Never,

    /// <summary><c>(words[Word] &amp; Mask) == Match</c>.</summary>
    MaskEquals,

    /// <summary><c>(words[Word] &amp; Mask) != 0</c>.</summary>
    MaskAny,

    /// <summary><c>(words[Word] &amp; Mask) != Match</c>, with a match that is not 0.</summary>
    MaskDiffers,

    /// <summary>A program of a few operations; every number, and every condition over more than one word.</summary>
    Program,
}
