using Dmm.Expressions.Programs;
using Dmm.Expressions.Terms;

namespace Dmm.Expressions;

/// <summary>Joins conditions into one, for those who reason about several guards at once.</summary>
internal static class Conjunction
{
    /// <summary>The condition that some hold and others do not, in one state of the machines; null if it is too large to be run.</summary>
    /// <param name="holding">Conditions that hold.</param>
    /// <param name="failing">Conditions that do not.</param>
    /// <param name="states">The bits of word 0 that are set.</param>
    public static CompiledExpression? Of(IReadOnlyList<CompiledExpression> holding, IReadOnlyList<CompiledExpression> failing, ulong states)
    {
        Term all = ConstantTerm.True;
        foreach (var one in holding)
            all = Simplifier.Combine(OperationCode.And, all, one.Term);
        foreach (var one in failing)
            all = Simplifier.Combine(OperationCode.And, all, Simplifier.Not(one.Term));
        var references = holding.Concat(failing).SelectMany(one => one.References).Distinct().ToList();
        return ExpressionParser.Compile("", ExpressionType.Bool, InState(all, states), references);
    }

    /// <summary>The condition that another does not hold; null if it is too large to be run.</summary>
    public static CompiledExpression? Not(CompiledExpression condition) =>
        ExpressionParser.Compile("", ExpressionType.Bool, Simplifier.Not(condition.Term), condition.References);

    /// <summary>What is known of the states is put in place of reading them.</summary>
    private static Term InState(Term term, ulong states) => term switch
    {
        WordTerm { Word: 0, IsOld: false } word => new ConstantTerm((states >> word.Shift) & word.Mask),
        BinaryTerm binary => Simplifier.Combine(binary.Code, InState(binary.Left, states), InState(binary.Right, states)),
        _ => term,
    };
}
