using Dmm.Expressions;
using Dmm.Expressions.Programs;
using Dmm.Expressions.Terms;

namespace Dmm.StatelessMachines;

/// <summary>What guards, checks and effects of one event are computed on: the state before it, in which the event's register has its new value already.</summary>
/// <remarks>Expressions are computed from their terms, not from the programs and bit tests into which the monitor's tables compile them.</remarks>
/// <param name="Words">The state block; nothing changes it while the event is judged.</param>
/// <param name="EventWord">The word of the event's register; -1 for none.</param>
/// <param name="Old">What the register held before.</param>
internal sealed record EventView(ulong[] Words, int EventWord, ulong Old)
{
    /// <summary>Whether a condition holds.</summary>
    public bool Holds(CompiledExpression condition) => Value(condition.Term) != 0;

    /// <summary>Bits of the event's register that the event does not show, and that the device may have changed since they were seen.</summary>
    public ulong Unknown { get; init; }

    /// <summary>Whether a guard holds whatever the bits are that are not known.</summary>
    public bool HoldsForSure(CompiledExpression guard) => Unknown == 0 ? Holds(guard) : Known(guard.Term) == true;

    /// <summary>A number.</summary>
    public ulong Number(CompiledExpression number) => Value(number.Term);

    private bool? Known(Term condition) => condition switch
    {
        _ when !condition.Parts().Any(IsUnknown) => Value(condition) != 0,
        BinaryTerm { Code: OperationCode.And, Left.IsCondition: true, Right.IsCondition: true } and => Known(and.Left) & Known(and.Right),
        BinaryTerm { Code: OperationCode.Or, Left.IsCondition: true, Right.IsCondition: true } or => Known(or.Left) | Known(or.Right),
        BinaryTerm { Code: OperationCode.Xor, Left.IsCondition: true, Right: ConstantTerm { Value: 1 } } not => !Known(not.Left),
        BinaryTerm { Code: OperationCode.Equal or OperationCode.NotEqual, Left: WordTerm bits, Right: ConstantTerm number } test
            when ((Words[bits.Word] ^ number.Value << bits.Shift) & bits.Bits & ~Unknown) != 0 => test.Code == OperationCode.NotEqual,
        _ => null,
    };

    private bool IsUnknown(Term part) => part is WordTerm { IsOld: false } read && read.Word == EventWord && (read.Bits & Unknown) != 0;

    private ulong Value(Term term) => term switch
    {
        ConstantTerm constant => constant.Value,
        WordTerm word => ((word.IsOld && word.Word == EventWord ? Old : Words[word.Word]) >> word.Shift) & word.Mask,
        BinaryTerm binary => Apply(binary.Code, Value(binary.Left), Value(binary.Right)),
        _ => throw new ArgumentException("a term is a constant, a word or has two sides", nameof(term)),
    };

    private static ulong Apply(OperationCode code, ulong left, ulong right) => code switch
    {
        OperationCode.Or => left | right,
        OperationCode.Xor => left ^ right,
        OperationCode.And => left & right,
        OperationCode.ShiftLeft => right > 63 ? 0 : left << (int)right,
        OperationCode.ShiftRight => right > 63 ? 0 : left >> (int)right,
        OperationCode.Add => unchecked(left + right),
        OperationCode.Subtract => unchecked(left - right),
        OperationCode.Multiply => unchecked(left * right),
        OperationCode.Minimum => left < right ? left : right,
        OperationCode.Maximum => left > right ? left : right,
        _ => Holds(code, left.CompareTo(right)) ? 1UL : 0,
    };

    private static bool Holds(OperationCode comparison, int order) => comparison switch
    {
        OperationCode.Equal => order == 0,
        OperationCode.NotEqual => order != 0,
        OperationCode.Less => order < 0,
        OperationCode.LessOrEqual => order <= 0,
        OperationCode.Greater => order > 0,
        OperationCode.GreaterOrEqual => order >= 0,
        _ => throw new ArgumentException($"{comparison} has no two sides", nameof(comparison)),
    };
}
