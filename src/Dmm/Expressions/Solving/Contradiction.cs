using Dmm.Expressions.Programs;
using Dmm.Expressions.Terms;

namespace Dmm.Expressions.Solving;

/// <summary>
/// Sees that one condition is the other's negation without trying values, however many bits they read: <c>a</c> and <c>not a</c>,
/// <c>a and b</c> and <c>not a or not b</c>. This is how authors mostly tell two transitions apart.
/// </summary>
internal static class Contradiction
{
    public static bool IsVisible(Term a, Term b)
    {
        var known = new HashSet<Term>();
        AddParts(a, false, known);
        AddParts(b, false, known);
        foreach (var part in known)
        {
            var negation = new HashSet<Term>();
            AddParts(part, true, negation);
            if (negation.IsSubsetOf(known))
                return true;
        }
        return false;
    }

    /// <summary>What must all hold for the condition, or its negation, to hold.</summary>
    private static void AddParts(Term condition, bool isNegated, HashSet<Term> parts)
    {
        var joins = isNegated ? OperationCode.Or : OperationCode.And;
        if (condition is BinaryTerm { IsCondition: true } binary && binary.Code == joins)
        {
            AddParts(binary.Left, isNegated, parts);
            AddParts(binary.Right, isNegated, parts);
        }
        else if (condition is BinaryTerm { Code: OperationCode.Xor, Right: ConstantTerm { Value: 1 } } not)
        {
            AddParts(not.Left, !isNegated, parts);
        }
        else
        {
            parts.Add(isNegated ? Simplifier.Not(condition) : condition);
        }
    }
}
