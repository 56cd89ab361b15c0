using Dmm.Expressions.Programs;
using Dmm.Expressions.Syntax;
using Dmm.Expressions.Terms;

namespace Dmm.Expressions.Checking;

/// <summary>Finds the type of every piece of a tree, complains where two do not fit, and makes the term of it.</summary>
internal sealed partial class Checker(string text, NameResolver names, NameErrors complain, ErrorList errors)
{
    /// <summary>The term of the whole, which must be of the expected type.</summary>
    public Term Check(SyntaxNode node, ExpressionType expected) =>
        expected == ExpressionType.Bool ? Condition(node) : Number(node);

    /// <summary>A piece with a mistake inside is not complained about a second time from outside.</summary>
    private Operand Check(SyntaxNode node)
    {
        var before = errors.Count;
        var operand = CheckPiece(node);
        return errors.Count == before ? operand : Operand.Unknown;
    }

    private Operand CheckPiece(SyntaxNode node) => node switch
    {
        NumberNode number => Operand.Number(new ConstantTerm(number.Value)),
        TruthNode truth => Operand.Condition(ConstantTerm.Of(truth.Value)),
        NameNode name => names.Resolve(name, isOld: false) is { } symbol ? Operand.Of(symbol, false) : Operand.Unknown,
        OldNode old => Old(old),
        NotNode not => Operand.Condition(Simplifier.Not(Condition(not.Operand))),
        ComplementNode complement => Operand.Number(
            Simplifier.Combine(OperationCode.Xor, Number(complement.Operand), new ConstantTerm(ulong.MaxValue))),
        StateNode state => State(state),
        SetNode set => Set(set),
        RangeNode range => Range(range),
        BinaryNode { Operator: TokenKind.And or TokenKind.Or } logical => Operand.Condition(Simplifier.Combine(
            Operators.CodeOf(logical.Operator), Condition(logical.Left), Condition(logical.Right))),
        BinaryNode binary when Operators.LevelOf(binary.Operator) == Operators.Comparison => Comparison(binary),
        BinaryNode binary => Operand.Number(Simplifier.Combine(
            Operators.CodeOf(binary.Operator), Number(binary.Left, binary), Number(binary.Right, binary))),
        _ => Operand.Unknown,
    };

    private Term Condition(SyntaxNode node)
    {
        var operand = Check(node);
        if (operand.Sort == Sort.Number)
        {
            var written = node.Span.In(text);
            errors.Add(node.Span, ExpressionErrorCodes.ConditionWanted, $"'{written}' is a number, and a condition is wanted",
                $"write '{written} != 0'");
            return Operand.Unknown.Term;
        }
        return operand.Term;
    }

    private Term Number(SyntaxNode node, BinaryNode? within = null)
    {
        var operand = Check(node);
        if (operand.Sort == Sort.Condition)
        {
            var cure = within?.Operator switch
            {
                TokenKind.Ampersand => "join conditions with 'and'",
                TokenKind.Bar => "join conditions with 'or'",
                _ when node is TruthNode => "a condition stands alone: write 'a' for 'a == true', 'not a' for 'a == false'",
                _ => "conditions are joined with 'and', 'or' and 'not', and nothing else is done with them",
            };
            errors.Add(node.Span, ExpressionErrorCodes.NumberWanted, $"'{node.Span.In(text)}' is a condition, and a number is wanted", cure);
            return Operand.Unknown.Term;
        }
        return operand.Term;
    }

    private Operand Old(OldNode old)
    {
        if (old.Target is NameNode name)
            return names.Resolve(name, isOld: true) is { } symbol ? Operand.Of(symbol, true) : Operand.Unknown;
        Check(old.Target);
        errors.Add(old.Target.Span, ExpressionErrorCodes.OldOperand, "'old' takes the name of a register or field and nothing else",
            "put 'old' around each register: old(A) + old(B)");
        return Operand.Unknown;
    }

    private Operand State(StateNode node)
    {
        if (node.Machine is not NameNode { Member: null } machine)
        {
            errors.Add(node.Machine.Span, ExpressionErrorCodes.StateTest, "only a machine is in a state",
                $"write the name of a machine before 'is', or compare with '{(node.IsNegated ? "!=" : "==")}'");
            return Operand.Unknown;
        }
        if (names.ResolveState(machine, node) is not { } symbol)
            return Operand.Unknown;
        var test = Operand.Of(symbol, false).Term;
        return Operand.Condition(node.IsNegated ? Simplifier.Not(test) : test);
    }
}
