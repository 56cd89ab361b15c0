using Dmm.Expressions;
using Dmm.Expressions.Syntax;
using FsCheck;
using FsCheck.Fluent;

namespace Dmm.Tests.Expressions;

/// <summary>Makes random well-typed trees over the names of a table, from a seed, and random states for them.</summary>
internal sealed class ExpressionMaker(TestSymbols symbols, int seed)
{
    private static readonly TokenKind[] Comparisons =
        [TokenKind.Equal, TokenKind.NotEqual, TokenKind.Less, TokenKind.LessOrEqual, TokenKind.Greater, TokenKind.GreaterOrEqual];

    private static readonly TokenKind[] Arithmetic =
    [
        TokenKind.Bar, TokenKind.Caret, TokenKind.Ampersand, TokenKind.ShiftLeft, TokenKind.ShiftRight, TokenKind.Plus, TokenKind.Minus,
        TokenKind.Star, TokenKind.Minimum, TokenKind.Maximum,
    ];

    private readonly Random random = new(seed);

    public static Arbitrary<int> Seeds { get; } = Gen.Choose(0, int.MaxValue - 1).ToArbitrary();

    public SyntaxNode Condition(int depth) => depth == 0 ? SmallCondition() : random.Next(9) switch
    {
        0 or 1 => Binary(TokenKind.And, Condition(depth - 1), Condition(depth - 1)),
        2 or 3 => Binary(TokenKind.Or, Condition(depth - 1), Condition(depth - 1)),
        4 => new NotNode(Condition(depth - 1), default),
        5 => Binary(Any(Comparisons), Number(depth - 1), Number(depth - 1)),
        6 => new RangeNode(Number(depth - 1), Number(depth - 1), Number(depth - 1), default),
        7 => new SetNode(Number(depth - 1), [Number(depth - 1), Number(0)], default),
        _ => SmallCondition(),
    };

    public SyntaxNode Number(int depth) => depth == 0 || random.Next(3) == 0 ? Leaf() : random.Next(8) == 0
        ? new ComplementNode(Number(depth - 1), default)
        : Binary(Any(Arithmetic), Number(depth - 1), Number(depth - 1));

    public ulong[] Words()
    {
        var words = new ulong[symbols.WordCount];
        for (var i = 0; i < words.Length; i++)
            words[i] = Word();
        return words;
    }

    public ulong Word() => random.Next(4) switch
    {
        0 => 0,
        1 => (ulong)random.Next(16),
        2 => (ulong)random.Next(),
        _ => (ulong)random.NextInt64() * 2 + (ulong)random.Next(2),
    };

    public int EventWord() => random.Next(-1, symbols.WordCount);

    private SyntaxNode SmallCondition() => random.Next(6) switch
    {
        0 => State(),
        1 => Named(symbol => symbol is { Kind: SymbolKind.Word, Width: 1 }),
        2 => Old(Named(symbol => symbol is { IsRegister: true, Width: 1 })),
        3 => NamedValue(),
        4 => new TruthNode(random.Next(2) == 0, default),
        _ => CompareWithConstant(),
    };

    /// <summary>The shape that guards mostly have.</summary>
    private BinaryNode CompareWithConstant()
    {
        var name = Named(symbol => symbol.Kind == SymbolKind.Word);
        var fitting = symbols[name.FullName].Mask & Word();
        return Binary(Any(Comparisons), random.Next(3) > 0 || !symbols[name.FullName].IsRegister ? name : Old(name), new NumberNode(fitting, default));
    }

    private BinaryNode NamedValue()
    {
        var field = Named(symbol => symbol.Values.Count > 0);
        var value = Any(symbols[field.FullName].Values.Keys.ToArray());
        return Binary(Any(Comparisons), field, new NameNode(value, null, default, default));
    }

    private StateNode State()
    {
        var name = Named(symbol => symbol.Kind == SymbolKind.State);
        return new StateNode(name with { Member = null }, name.Member!, default, random.Next(2) == 0, default);
    }

    private SyntaxNode Leaf() => random.Next(4) switch
    {
        0 => new NumberNode(Word(), default),
        1 => new NumberNode((ulong)random.Next(8), default),
        2 => Old(Named(symbol => symbol.IsRegister)),
        _ => Named(symbol => symbol.Kind != SymbolKind.State),
    };

    private static OldNode Old(NameNode name) => new(name, default);

    private static BinaryNode Binary(TokenKind kind, SyntaxNode left, SyntaxNode right) => new(kind, left, right, default);

    private NameNode Named(Func<Symbol, bool> wanted)
    {
        var parts = Any(symbols.All.Where(each => wanted(each.Value)).Select(each => each.Key).ToArray()).Split('.');
        return new NameNode(parts[0], parts.Length > 1 ? parts[1] : null, default, default);
    }

    private T Any<T>(T[] items) => items[random.Next(items.Length)];
}
