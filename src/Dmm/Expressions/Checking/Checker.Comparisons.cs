using Dmm.Expressions.Programs;
using Dmm.Expressions.Syntax;
using Dmm.Expressions.Terms;

namespace Dmm.Expressions.Checking;

/// <content>
/// Comparisons. Beside a field that has named values, a bare name is first one of these and only then a register, variable or constant:
/// the nearer name wins, as in every language.
/// </content>
internal sealed partial class Checker
{
    private Operand Comparison(BinaryNode node)
    {
        if (IsAboutMachine(node.Left, node.Right, node.Operator == TokenKind.NotEqual))
            return Operand.Unknown;
        var left = Side(node.Left, node.Right);
        var right = Side(node.Right, node.Left);
        var compared = Simplifier.Combine(Operators.CodeOf(node.Operator), left, right);
        ReportPointless(node, compared, left, right);
        return Operand.Condition(compared);
    }

    private Operand Set(SetNode node)
    {
        if (IsAboutMachine(node.Operand, node.Items[0], false))
            return Operand.Unknown;
        var operand = Number(node.Operand);
        Term any = ConstantTerm.False;
        foreach (var item in node.Items)
        {
            var value = Side(item, node.Operand);
            var equal = Simplifier.Combine(OperationCode.Equal, operand, value);
            ReportPointless(item, equal, operand, value);
            any = Simplifier.Combine(OperationCode.Or, any, equal);
        }
        return Operand.Condition(any);
    }

    private Operand Range(RangeNode node)
    {
        if (IsAboutMachine(node.Operand, node.Low, false))
            return Operand.Unknown;
        var operand = Number(node.Operand);
        var (low, high) = (Side(node.Low, node.Operand), Side(node.High, node.Operand));
        if (low is ConstantTerm first && high is ConstantTerm last && first.Value > last.Value)
        {
            errors.Add(node.Low.Span.To(node.High.Span), ExpressionErrorCodes.PointlessComparison, "the range is empty",
                "write the smaller number first");
            return Operand.Unknown;
        }
        var within = Simplifier.Combine(OperationCode.And,
            Simplifier.Combine(OperationCode.GreaterOrEqual, operand, low),
            Simplifier.Combine(OperationCode.LessOrEqual, operand, high));
        ReportPointless(node, within, operand, high);
        return Operand.Condition(within);
    }

    private Term Side(SyntaxNode node, SyntaxNode other)
    {
        if (node is not NameNode { Member: null } name || names.Peek(other) is not { Values.Count: > 0 } owner)
            return Number(node);
        if (owner.Values.TryGetValue(name.Name, out var value))
            return new ConstantTerm(value);
        if (names.Peek(name) is not null || complain.IsMachine(name))
            return Number(node);
        complain.UnknownValue(name, (other as NameNode)?.FullName ?? "the field", owner.Values.Keys.ToList());
        return Operand.Unknown.Term;
    }

    private bool IsAboutMachine(SyntaxNode machine, SyntaxNode state, bool isNegated)
    {
        if (!complain.IsMachine(machine))
            return false;
        var shown = state is NameNode { Member: null } name ? name.Name : "...";
        errors.Add(machine.Span, ExpressionErrorCodes.StateTest, $"'{machine.Span.In(text)}' is a machine and has no value",
            $"write '{machine.Span.In(text)} is {(isNegated ? "not " : "")}{shown}', and join several with 'or'");
        return true;
    }

    /// <summary>A comparison of something that changes, with an outcome that does not, is a slip: a number too large for its field, mostly.</summary>
    private void ReportPointless(SyntaxNode node, Term outcome, Term left, Term right)
    {
        if (outcome is not ConstantTerm constant || (left is ConstantTerm && right is ConstantTerm))
            return;
        var (varying, fixedSide) = left is ConstantTerm ? (right, left) : (left, right);
        var reason = fixedSide.PossibleBits == 0 ? "no number is less than 0" : $"the value is at most {varying.PossibleBits}";
        errors.Add(node.Span, ExpressionErrorCodes.PointlessComparison,
            $"this is {(constant.Value != 0 ? "always" : "never")} true, since {reason}",
            "compare with a number that the bits can hold");
    }
}
