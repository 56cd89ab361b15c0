namespace Dmm.Expressions.Programs;

/// <summary>How operations relate to each other.</summary>
internal static class OperationCodes
{
    /// <summary>The operation that gives the same with its sides exchanged; null if there is none.</summary>
    public static OperationCode? Mirrored(this OperationCode code) => code switch
    {
        OperationCode.Less => OperationCode.Greater,
        OperationCode.LessOrEqual => OperationCode.GreaterOrEqual,
        OperationCode.Greater => OperationCode.Less,
        OperationCode.GreaterOrEqual => OperationCode.LessOrEqual,
        OperationCode.ShiftLeft or OperationCode.ShiftRight or OperationCode.Subtract or OperationCode.Push => null,
        _ => code,
    };

    /// <summary>The comparison that is true when this one is false; null if this is none.</summary>
    public static OperationCode? Negated(this OperationCode code) => code switch
    {
        OperationCode.Equal => OperationCode.NotEqual,
        OperationCode.NotEqual => OperationCode.Equal,
        OperationCode.Less => OperationCode.GreaterOrEqual,
        OperationCode.LessOrEqual => OperationCode.Greater,
        OperationCode.Greater => OperationCode.LessOrEqual,
        OperationCode.GreaterOrEqual => OperationCode.Less,
        _ => null,
    };
}
