namespace Dmm.Expressions.Syntax;

/// <summary>A piece of the expression's text.</summary>
internal readonly record struct TextSpan(int Offset, int Length)
{
    public int End => Offset + Length;

    /// <summary>From the start of this to the end of the other.</summary>
    public TextSpan To(TextSpan other) => new(Offset, Math.Max(0, other.End - Offset));

    public string In(string text) => text.Substring(Offset, Length);
}
