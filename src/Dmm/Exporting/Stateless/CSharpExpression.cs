using System.Globalization;
using Dmm.Expressions;
using Dmm.Expressions.Programs;
using Dmm.Expressions.Terms;

namespace Dmm.Exporting.Stateless;

/// <summary>Expressions of a model as C# over the generated context <c>c</c>; conditions are <c>bool</c>, numbers <c>ulong</c>.</summary>
internal sealed class CSharpExpression(CSharpModel names)
{
    /// <summary>A condition.</summary>
    public string Bool(CompiledExpression condition) => Bool(condition.Term);

    /// <summary>A number.</summary>
    public string Number(CompiledExpression number) => Number(number.Term);

    /// <summary>A guard that is judged on what an event shows of its register: it holds whatever the bits are that a read of a part leaves unknown.</summary>
    /// <param name="guard">The guard.</param>
    /// <param name="divided">By word, the bits of registers that may be unknown then.</param>
    public string BoolForSure(CompiledExpression guard, IReadOnlyDictionary<int, ulong> divided) => ForSure(guard.Term, divided, wanted: true);

    private string ForSure(Term term, IReadOnlyDictionary<int, ulong> divided, bool wanted)
    {
        var unsure = term.Parts().OfType<WordTerm>().Where(word => !word.IsOld && (divided.GetValueOrDefault(word.Word) & word.Bits) != 0).Distinct().ToList();
        return term switch
        {
            _ when unsure.Count == 0 => wanted ? Bool(term) : $"!({Bool(term)})",
            BinaryTerm { Code: OperationCode.And or OperationCode.Or, Left.IsCondition: true, Right.IsCondition: true } both =>
                $"({ForSure(both.Left, divided, wanted)} {((both.Code == OperationCode.And) == wanted ? "&&" : "||")} {ForSure(both.Right, divided, wanted)})",
            BinaryTerm { Code: OperationCode.Xor, Left.IsCondition: true, Right: ConstantTerm { Value: 1 } } not => ForSure(not.Left, divided, !wanted),
            BinaryTerm { Code: OperationCode.Equal or OperationCode.NotEqual, Left: WordTerm bits, Right: ConstantTerm value } test when (test.Code == OperationCode.NotEqual) == wanted =>
                $"c.Differs({bits.Word}, {Constant(bits.Bits)}, {Constant(value.Value << bits.Shift)})",
            _ => $"({string.Concat(unsure.Select(word => $"c.Knows({word.Word}, {Constant(word.Bits)}) && "))}{(wanted ? "" : "!")}({Bool(term)}))",
        };
    }

    private string Bool(Term term) => term switch
    {
        ConstantTerm constant => constant.Value != 0 ? "true" : "false",
        WordTerm { Word: 0 } word => StateOf(word),
        BinaryTerm { Code: OperationCode.And, IsCondition: true, Left.IsCondition: true, Right.IsCondition: true } and => $"({Bool(and.Left)} && {Bool(and.Right)})",
        BinaryTerm { Code: OperationCode.Or, IsCondition: true } or => $"({Bool(or.Left)} || {Bool(or.Right)})",
        BinaryTerm { Code: OperationCode.Xor, IsCondition: true, Right: ConstantTerm { Value: 1 } } not => $"!{Bool(not.Left)}",
        BinaryTerm { Code: >= OperationCode.Equal } comparison => $"({Number(comparison.Left)} {Sign(comparison.Code)} {Number(comparison.Right)})",
        _ => $"({Number(term)} != 0)",
    };

    private string Number(Term term) => term switch
    {
        ConstantTerm constant => Constant(constant.Value),
        WordTerm word => Word(word),
        BinaryTerm { Code: >= OperationCode.Equal } => $"({Bool(term)} ? 1UL : 0UL)",
        BinaryTerm binary => Binary(binary.Code, Number(binary.Left), Number(binary.Right)),
        _ => throw new ArgumentException("a term is a constant, a word or has two sides", nameof(term)),
    };

    // Shifts by 64 or more give 0 in a model, and are taken modulo 64 in C#.
    private static string Binary(OperationCode code, string left, string right) => code switch
    {
        OperationCode.ShiftLeft => $"DeviceContext.ShiftLeft({left}, {right})",
        OperationCode.ShiftRight => $"DeviceContext.ShiftRight({left}, {right})",
        OperationCode.Minimum => $"Math.Min({left}, {right})",
        OperationCode.Maximum => $"Math.Max({left}, {right})",
        _ => $"unchecked({left} {Sign(code)} {right})",
    };

    private string Word(WordTerm word)
    {
        if (word.Word == 0)
            return $"({StateOf(word)} ? 1UL : 0UL)";
        if (!word.IsOld && names.Of(word.Word, word.Shift, word.Mask) is { } name)
            return $"c.{name}";
        // A variable has a word of its own; what of it can be set is all of it.
        var whole = word.IsOld ? $"c.Before({word.Word})"
            : names.Bits.Where(each => each.Word == word.Word && each.Shift == 0).OrderByDescending(each => each.Mask).Select(each => $"c.{each.Name}").First();
        return word.Shift == 0 && !word.IsOld && IsVariable(word.Word) ? whole
            : word.Shift == 0 ? $"({whole} & {Constant(word.Mask)})" : $"(({whole} >> {word.Shift}) & {Constant(word.Mask)})";
    }

    private bool IsVariable(int word) => names.Model.Variables.Any(variable => variable.Word == word);

    private string StateOf(WordTerm word)
    {
        foreach (var machine in names.Model.Machines)
            foreach (var state in machine.States)
                if (state.Bit == word.Shift && word.Mask == 1)
                    return $"(c.{names.Of(machine)}State == {names.Of(machine)}State.{names.Of(state)})";
        throw new ArgumentException($"no machine has the state of bit {word.Shift}", nameof(word));
    }

    private static string Sign(OperationCode code) => code switch
    {
        OperationCode.Or => "|",
        OperationCode.Xor => "^",
        OperationCode.And => "&",
        OperationCode.Add => "+",
        OperationCode.Subtract => "-",
        OperationCode.Multiply => "*",
        OperationCode.Equal => "==",
        OperationCode.NotEqual => "!=",
        OperationCode.Less => "<",
        OperationCode.LessOrEqual => "<=",
        OperationCode.Greater => ">",
        _ => ">=",
    };

    /// <summary>A constant.</summary>
    public static string Constant(ulong value) =>
        value < 10 ? string.Create(CultureInfo.InvariantCulture, $"{value}UL") : string.Create(CultureInfo.InvariantCulture, $"0x{value:x}UL");
}
