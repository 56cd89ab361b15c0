using System.Reflection.Emit;
using Dmm.Expressions;
using Dmm.Expressions.Programs;
using Dmm.Expressions.Terms;

namespace Dmm.Compiled;

/// <summary>Writes expressions as code.</summary>
/// <param name="il">Where it is written.</param>
/// <param name="words">The local of the state block.</param>
/// <param name="word">The word of the event's register.</param>
/// <param name="now">The local of its new value.</param>
/// <param name="old">The local of its value before.</param>
internal sealed class ExpressionCode(ILGenerator il, LocalBuilder words, int word, LocalBuilder now, LocalBuilder old)
{
    /// <summary>Leaves a number on the stack.</summary>
    public void Value(CompiledExpression expression) => Value(expression.Term);

    /// <summary>Goes to a label if a condition does not hold.</summary>
    public void Unless(CompiledExpression condition, Label otherwise)
    {
        if (condition.Kind == ExpressionKind.Program)
            Unless(condition.Term, otherwise);
        else
            Unless(new WordTest(condition.Word, condition.Mask, condition.Match, condition.Kind is ExpressionKind.MaskAny or ExpressionKind.MaskDiffers or ExpressionKind.Never), otherwise);
    }

    /// <summary>Leaves a word of the state block on the stack.</summary>
    public void Word(int index)
    {
        if (index == word)
        {
            il.Emit(OpCodes.Ldloc, now);
            return;
        }
        il.Emit(OpCodes.Ldloc, words);
        il.Emit(OpCodes.Ldc_I4, index);
        il.Emit(OpCodes.Ldelem_I8);
    }

    /// <summary>Leaves a number on the stack.</summary>
    public void Number(ulong value) => il.Emit(OpCodes.Ldc_I8, (long)value);

    private void Unless(Term condition, Label otherwise)
    {
        switch (condition)
        {
            case BinaryTerm { Code: OperationCode.And, Left.IsCondition: true, Right.IsCondition: true } both when WordTests.Of(both) is null:
                Unless(both.Left, otherwise);
                Unless(both.Right, otherwise);
                break;
            case var some when WordTests.Of(some) is { } test:
                Unless(test, otherwise);
                break;
            case BinaryTerm { Code: >= OperationCode.Equal } comparison:
                Value(comparison.Left);
                Value(comparison.Right);
                il.Emit(BranchUnless(comparison.Code), otherwise);
                break;
            default:
                Value(condition);
                il.Emit(OpCodes.Brfalse, otherwise);
                break;
        }
    }

    private void Unless(WordTest test, Label otherwise)
    {
        if (test.Mask == 0)
        {
            if (test.IsNegated == (test.Match == 0))
                il.Emit(OpCodes.Br, otherwise);
            return;
        }
        Word(test.Word);
        Number(test.Mask);
        il.Emit(OpCodes.And);
        Number(test.Match);
        il.Emit(test.IsNegated ? OpCodes.Beq : OpCodes.Bne_Un, otherwise);
    }

    private void Value(Term term)
    {
        switch (term)
        {
            case ConstantTerm constant:
                Number(constant.Value);
                break;
            case WordTerm read:
                Bits(read);
                break;
            case BinaryTerm { Code: OperationCode.ShiftLeft or OperationCode.ShiftRight } shift:
                Shift(shift);
                break;
            case BinaryTerm binary:
                Value(binary.Left);
                Value(binary.Right);
                Operate(binary.Code);
                break;
            default:
                throw new NotSupportedException($"{term.GetType().Name} has no code");
        }
    }

    private void Bits(WordTerm read)
    {
        if (read.IsOld && read.Word == word)
            il.Emit(OpCodes.Ldloc, old);
        else
            Word(read.Word);
        if (read.Shift != 0)
        {
            il.Emit(OpCodes.Ldc_I4, read.Shift);
            il.Emit(OpCodes.Shr_Un);
        }
        if (read.Mask != ulong.MaxValue >> read.Shift)
        {
            Number(read.Mask);
            il.Emit(OpCodes.And);
        }
    }

    /// <summary>A shift by 64 or more gives 0; the processor's would take the amount modulo 64.</summary>
    private void Shift(BinaryTerm shift)
    {
        var code = shift.Code == OperationCode.ShiftLeft ? OpCodes.Shl : OpCodes.Shr_Un;
        Value(shift.Left);
        if (shift.Right is ConstantTerm { Value: < 64 } few)
        {
            il.Emit(OpCodes.Ldc_I4, (int)few.Value);
            il.Emit(code);
            return;
        }
        var (amount, far, done) = (il.DeclareLocal(typeof(ulong)), il.DefineLabel(), il.DefineLabel());
        Value(shift.Right);
        il.Emit(OpCodes.Stloc, amount);
        il.Emit(OpCodes.Ldloc, amount);
        Number(63);
        il.Emit(OpCodes.Bgt_Un, far);
        il.Emit(OpCodes.Ldloc, amount);
        il.Emit(OpCodes.Conv_I4);
        il.Emit(code);
        il.Emit(OpCodes.Br, done);
        il.MarkLabel(far);
        il.Emit(OpCodes.Pop);
        Number(0);
        il.MarkLabel(done);
    }

    private void Operate(OperationCode code)
    {
        switch (code)
        {
            case OperationCode.Or: il.Emit(OpCodes.Or); break;
            case OperationCode.Xor: il.Emit(OpCodes.Xor); break;
            case OperationCode.And: il.Emit(OpCodes.And); break;
            case OperationCode.Add: il.Emit(OpCodes.Add); break;
            case OperationCode.Subtract: il.Emit(OpCodes.Sub); break;
            case OperationCode.Multiply: il.Emit(OpCodes.Mul); break;
            case OperationCode.Minimum: il.Emit(OpCodes.Call, typeof(Math).GetMethod(nameof(Math.Min), [typeof(ulong), typeof(ulong)])!); break;
            case OperationCode.Maximum: il.Emit(OpCodes.Call, typeof(Math).GetMethod(nameof(Math.Max), [typeof(ulong), typeof(ulong)])!); break;
            case OperationCode.Equal: Compare(OpCodes.Ceq, false); break;
            case OperationCode.NotEqual: Compare(OpCodes.Ceq, true); break;
            case OperationCode.Less: Compare(OpCodes.Clt_Un, false); break;
            case OperationCode.GreaterOrEqual: Compare(OpCodes.Clt_Un, true); break;
            case OperationCode.Greater: Compare(OpCodes.Cgt_Un, false); break;
            case OperationCode.LessOrEqual: Compare(OpCodes.Cgt_Un, true); break;
            default: throw new NotSupportedException($"{code} has no code");
        }
    }

    private void Compare(OpCode compare, bool isNegated)
    {
        il.Emit(compare);
        if (isNegated)
        {
            il.Emit(OpCodes.Ldc_I4_0);
            il.Emit(OpCodes.Ceq);
        }
        il.Emit(OpCodes.Conv_U8);
    }

    private static OpCode BranchUnless(OperationCode code) => code switch
    {
        OperationCode.Equal => OpCodes.Bne_Un,
        OperationCode.NotEqual => OpCodes.Beq,
        OperationCode.Less => OpCodes.Bge_Un,
        OperationCode.LessOrEqual => OpCodes.Bgt_Un,
        OperationCode.Greater => OpCodes.Ble_Un,
        _ => OpCodes.Blt_Un,
    };
}
