using System.Numerics;
using Dmm.Expressions;
using Dmm.Expressions.Syntax;

namespace Dmm.Tests.Expressions;

/// <summary>What an expression means, said a second time and as plainly as possible: straight from the tree, in numbers without an end.</summary>
internal sealed class NaiveEvaluator(TestSymbols symbols, ulong[] words, int eventWord, ulong old)
{
    private static readonly BigInteger Modulus = BigInteger.One << 64;

    public ulong ValueOf(SyntaxNode node) => (ulong)Evaluate(node);

    private BigInteger Evaluate(SyntaxNode node) => node switch
    {
        NumberNode number => number.Value,
        TruthNode truth => truth.Value ? 1 : 0,
        NameNode name => Read(symbols[name.FullName], isOld: false),
        OldNode { Target: NameNode name } => Read(symbols[name.FullName], isOld: true),
        NotNode not => 1 - Evaluate(not.Operand),
        ComplementNode complement => Modulus - 1 - Evaluate(complement.Operand),
        StateNode { Machine: NameNode machine } state => Truth(
            Read(symbols[$"{machine.Name}.{state.State}"], isOld: false) == (state.IsNegated ? 0 : 1)),
        SetNode set => Truth(set.Items.Any(item => Evaluate(set.Operand) == Side(item, set.Operand))),
        RangeNode range => Truth(Side(range.Low, range.Operand) <= Evaluate(range.Operand)
            && Evaluate(range.Operand) <= Side(range.High, range.Operand)),
        BinaryNode { Operator: >= TokenKind.Equal and <= TokenKind.GreaterOrEqual } comparison =>
            Apply(comparison.Operator, Side(comparison.Left, comparison.Right), Side(comparison.Right, comparison.Left)),
        BinaryNode binary => Apply(binary.Operator, Evaluate(binary.Left), Evaluate(binary.Right)),
        _ => throw new ArgumentException("a tree with holes has no value", nameof(node)),
    };

    private BigInteger Side(SyntaxNode node, SyntaxNode other)
    {
        var owner = (other as OldNode)?.Target as NameNode ?? other as NameNode;
        return node is NameNode { Member: null } name && owner is not null
            && symbols.TryResolve(owner.Name, owner.Member, out var symbol) && symbol.Values.TryGetValue(name.Name, out var value)
            ? value
            : Evaluate(node);
    }

    private BigInteger Read(Symbol symbol, bool isOld)
    {
        if (symbol.Kind == SymbolKind.Constant)
            return symbol.Value;
        var word = isOld && symbol.Word == eventWord ? old : words[symbol.Word];
        return (word / (BigInteger.One << symbol.Shift)) % (BigInteger.One << symbol.Width);
    }

    private static BigInteger Apply(TokenKind kind, BigInteger left, BigInteger right) => kind switch
    {
        TokenKind.Or or TokenKind.Bar => left | right,
        TokenKind.And or TokenKind.Ampersand => left & right,
        TokenKind.Caret => left ^ right,
        TokenKind.ShiftLeft => right < 64 ? left * BigInteger.Pow(2, (int)right) % Modulus : 0,
        TokenKind.ShiftRight => right < 64 ? left / BigInteger.Pow(2, (int)right) : 0,
        TokenKind.Plus => (left + right) % Modulus,
        TokenKind.Minus => (left + Modulus - right) % Modulus,
        TokenKind.Star => left * right % Modulus,
        TokenKind.Minimum => BigInteger.Min(left, right),
        TokenKind.Maximum => BigInteger.Max(left, right),
        TokenKind.Equal => Truth(left == right),
        TokenKind.NotEqual => Truth(left != right),
        TokenKind.Less => Truth(left < right),
        TokenKind.LessOrEqual => Truth(left <= right),
        TokenKind.Greater => Truth(left > right),
        TokenKind.GreaterOrEqual => Truth(left >= right),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "no binary operator"),
    };

    private static BigInteger Truth(bool value) => value ? 1 : 0;
}
