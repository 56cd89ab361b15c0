namespace Dmm.Expressions;

/// <summary>The codes of every mistake an expression can have. They are stable; <c>docs/expressions.md</c> lists them with meaning and cure.</summary>
internal static class ExpressionErrorCodes
{
    /// <summary>A character that the language does not have.</summary>
    public const string UnknownCharacter = "VP401";

    /// <summary>An operator of another language, such as <c>&amp;&amp;</c> or <c>/</c>.</summary>
    public const string ForeignOperator = "VP402";

    /// <summary>A number that cannot be read or does not fit into 64 bits.</summary>
    public const string BadNumber = "VP403";

    /// <summary>Something is missing or stands where it cannot.</summary>
    public const string Syntax = "VP404";

    /// <summary>A comparison of a comparison, <c>a &lt; b &lt; c</c>.</summary>
    public const string ChainedComparison = "VP405";

    /// <summary>A name that the model does not have.</summary>
    public const string UnknownName = "VP406";

    /// <summary>A field, state or named value that its owner does not have.</summary>
    public const string UnknownMember = "VP407";

    /// <summary>A number where a condition is wanted.</summary>
    public const string ConditionWanted = "VP408";

    /// <summary>A condition where a number is wanted.</summary>
    public const string NumberWanted = "VP409";

    /// <summary>A machine used as a value, or something else used as a machine.</summary>
    public const string StateTest = "VP410";

    /// <summary><c>old(...)</c> of something that is not a register or a field of one.</summary>
    public const string OldOperand = "VP411";

    /// <summary>A comparison whose outcome does not depend on what is compared.</summary>
    public const string PointlessComparison = "VP412";

    /// <summary>More than 1024 characters.</summary>
    public const string TooLong = "VP413";

    /// <summary>More than 32 levels of nesting.</summary>
    public const string TooDeep = "VP414";

    /// <summary>More than 256 operations, or more than 32 values held at once.</summary>
    public const string TooComplex = "VP415";
}
