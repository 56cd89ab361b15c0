namespace Dmm.Expressions.Syntax;

/// <summary>How large an expression may be. Far above what a guard needs; they keep every later stage small by construction.</summary>
internal static class Bounds
{
    public const int Characters = 1024;

    public const int Nesting = 32;

    public const int Operations = 256;

    /// <summary>After so many mistakes the rest would only be noise.</summary>
    public const int Errors = 20;
}
