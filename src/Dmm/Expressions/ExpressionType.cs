namespace Dmm.Expressions;

/// <summary>The two types of the expression language.</summary>
public enum ExpressionType
{
    /// <summary>A condition: true or false.</summary>
    Bool,

    /// <summary>An unsigned number of 64 bits; arithmetic wraps.</summary>
    Int,
}
