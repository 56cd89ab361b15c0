using Dmm.Expressions.Programs;

namespace Dmm.Expressions.Terms;

/// <summary>
/// Makes binary terms, as small as it can: constants are computed, masks and shifts go into the word they apply to, and what every
/// value satisfies is true. Nothing here changes a value; that is held by a property test.
/// </summary>
internal static class Simplifier
{
    public static Term Combine(OperationCode code, Term left, Term right)
    {
        if (left is ConstantTerm a && right is ConstantTerm b)
            return new ConstantTerm(Arithmetic.Apply(code, a.Value, b.Value));
        if (left is ConstantTerm && code.Mirrored() is { } mirrored)
            (code, left, right) = (mirrored, right, left);
        return (right is ConstantTerm constant ? WithConstant(code, left, constant.Value) : null)
            ?? ZeroIfNoBits(new BinaryTerm(code, left, right));
    }

    public static Term Not(Term condition) => Combine(OperationCode.Xor, condition, ConstantTerm.True);

    private static Term ZeroIfNoBits(BinaryTerm term) => term.PossibleBits == 0 ? ConstantTerm.False : term;

    private static Term? WithConstant(OperationCode code, Term left, ulong value) => code switch
    {
        OperationCode.And => And(left, value),
        OperationCode.Or => value == 0 ? left : (left.PossibleBits & ~value) == 0 ? new ConstantTerm(value) : null,
        OperationCode.Xor => Xor(left, value),
        OperationCode.ShiftRight when value != 0 => ShiftRight(left, value),
        OperationCode.ShiftLeft when value >= 64 => ConstantTerm.False,
        OperationCode.ShiftLeft or OperationCode.ShiftRight or OperationCode.Add or OperationCode.Subtract
            or OperationCode.Maximum when value == 0 => left,
        OperationCode.Multiply or OperationCode.Minimum when value == 0 => ConstantTerm.False,
        OperationCode.Multiply when value == 1 => left,
        >= OperationCode.Equal => Compare(code, left, value),
        _ => null,
    };

    private static Term? And(Term left, ulong value) =>
        (left.PossibleBits & value) == 0 ? ConstantTerm.False
        : (left.PossibleBits & ~value) == 0 ? left
        : left is WordTerm word ? new WordTerm(word.Word, word.Shift, word.Mask & value, word.IsOld)
        : null;

    private static Term? Xor(Term left, ulong value) => left switch
    {
        _ when value == 0 => left,
        BinaryTerm { Code: OperationCode.Xor, Right: ConstantTerm inner } binary =>
            Combine(OperationCode.Xor, binary.Left, new ConstantTerm(inner.Value ^ value)),
        BinaryTerm comparison when value == 1 && comparison.Code.Negated() is { } negated => comparison with { Code = negated },
        _ => null,
    };

    private static Term? ShiftRight(Term left, ulong value)
    {
        if (value >= 64 || left.PossibleBits >> (int)value == 0)
            return ConstantTerm.False;
        return left is WordTerm word ? new WordTerm(word.Word, word.Shift + (int)value, word.Mask >> (int)value, word.IsOld) : null;
    }

    private static Term? Compare(OperationCode code, Term left, ulong value)
    {
        var most = left.PossibleBits;
        return code switch
        {
            OperationCode.Equal or OperationCode.NotEqual when (value & ~most) != 0 => ConstantTerm.Of(code == OperationCode.NotEqual),
            OperationCode.Equal or OperationCode.NotEqual when most == 1 => (code == OperationCode.Equal) == (value == 1) ? left : Not(left),
            OperationCode.Less or OperationCode.GreaterOrEqual when value == 0 || value > most =>
                ConstantTerm.Of((code == OperationCode.Less) == (value != 0)),
            OperationCode.LessOrEqual or OperationCode.Greater when value >= most => ConstantTerm.Of(code == OperationCode.LessOrEqual),
            _ => null,
        };
    }
}
