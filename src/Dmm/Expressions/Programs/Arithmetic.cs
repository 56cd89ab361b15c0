namespace Dmm.Expressions.Programs;

/// <summary>What the operators mean, once: the interpreter runs this and the simplifier computes constants with it.</summary>
internal static class Arithmetic
{
    /// <summary>Total: a shift by 64 or more gives 0 (the processor's would take the amount modulo 64), everything else wraps.</summary>
    public static ulong Apply(OperationCode code, ulong left, ulong right) => code switch
    {
        OperationCode.Or => left | right,
        OperationCode.Xor => left ^ right,
        OperationCode.And => left & right,
        OperationCode.ShiftLeft => right < 64 ? left << (int)right : 0,
        OperationCode.ShiftRight => right < 64 ? left >> (int)right : 0,
        OperationCode.Add => unchecked(left + right),
        OperationCode.Subtract => unchecked(left - right),
        OperationCode.Multiply => unchecked(left * right),
        OperationCode.Minimum => Math.Min(left, right),
        OperationCode.Maximum => Math.Max(left, right),
        OperationCode.Equal => left == right ? 1UL : 0,
        OperationCode.NotEqual => left != right ? 1UL : 0,
        OperationCode.Less => left < right ? 1UL : 0,
        OperationCode.LessOrEqual => left <= right ? 1UL : 0,
        OperationCode.Greater => left > right ? 1UL : 0,
        OperationCode.GreaterOrEqual => left >= right ? 1UL : 0,
        _ => right,
    };
}
