using System.Diagnostics.CodeAnalysis;
using Dmm.Expressions;

namespace Dmm.Tests.Expressions;

/// <summary>Names for tests: a table from full name to symbol.</summary>
internal sealed class TestSymbols(Dictionary<string, Symbol> table) : ISymbols
{
    private static readonly Dictionary<string, ulong> RemoteCommands = new() { ["read"] = 1, ["write"] = 2, ["send"] = 3, ["abort"] = 4 };

    /// <summary>Registers of an NE2000, and whatever else a kind of symbol needs to be met at least once.</summary>
    public static TestSymbols Ne2000 { get; } = new(new()
    {
        ["transmitter.idle"] = Symbol.State(0),
        ["transmitter.sending"] = Symbol.State(1),
        ["transmitter.stopped"] = Symbol.State(2),
        ["remote.idle"] = Symbol.State(3),
        ["remote.busy"] = Symbol.State(4),
        ["CR"] = Symbol.Register(1, 8),
        ["CR.STP"] = Symbol.Field(1, 0, 1),
        ["CR.STA"] = Symbol.Field(1, 1, 1),
        ["CR.TXP"] = Symbol.Field(1, 2, 1),
        ["CR.RD"] = Symbol.Field(1, 3, 3, RemoteCommands),
        ["CR.PS"] = Symbol.Field(1, 6, 2),
        ["ISR"] = Symbol.Register(2, 8),
        ["ISR.PRX"] = Symbol.Field(2, 0, 1),
        ["ISR.PTX"] = Symbol.Field(2, 1, 1),
        ["ISR.TXE"] = Symbol.Field(2, 3, 1),
        ["IMR"] = Symbol.Register(3, 8),
        ["TPSR"] = Symbol.Register(4, 8),
        ["TBCR"] = Symbol.Register(5, 16),
        ["PSTART"] = Symbol.Register(6, 8),
        ["PSTOP"] = Symbol.Register(7, 8),
        ["BNRY"] = Symbol.Register(8, 8),
        ["slot"] = Symbol.Variable(9, 2),
        ["length"] = Symbol.Variable(10, 32),
        ["flag"] = Symbol.Variable(11, 1),
        ["WIDE"] = Symbol.Register(12, 64),
        ["TSD"] = Symbol.Register(13, 32),
        ["TSD.SIZE"] = Symbol.Field(13, 0, 13),
        ["TSD.OWN"] = Symbol.Field(13, 13, 1),
        ["read"] = Symbol.Constant(77),
        ["page_size"] = Symbol.Constant(256),
    });

    /// <summary>Few bits, so that every state can be tried: 3 states, two registers and a variable of 3 bits or fewer.</summary>
    public static TestSymbols Small { get; } = new(new()
    {
        ["m.one"] = Symbol.State(0),
        ["m.two"] = Symbol.State(1),
        ["m.three"] = Symbol.State(2),
        ["A"] = Symbol.Register(1, 3),
        ["A.LOW"] = Symbol.Field(1, 0, 1),
        ["A.HIGH"] = Symbol.Field(1, 1, 2, new Dictionary<string, ulong> { ["off"] = 0, ["on"] = 3 }),
        ["B"] = Symbol.Register(2, 3),
        ["B.TOP"] = Symbol.Field(2, 2, 1),
        ["v"] = Symbol.Variable(3, 2),
    });

    public IEnumerable<string> Names => table.Keys;

    public IEnumerable<KeyValuePair<string, Symbol>> All => table;

    public int WordCount => 1 + table.Values.Max(symbol => symbol.Word);

    public bool TryResolve(string name, string? member, [NotNullWhen(true)] out Symbol? symbol) =>
        table.TryGetValue(member is null ? name : $"{name}.{member}", out symbol);

    public Symbol this[string fullName] => table[fullName];

    public CompiledExpression Compile(string text, ExpressionType type = ExpressionType.Bool)
    {
        var result = ExpressionParser.Parse(text, this, type);
        Assert.True(result.Compiled is not null, $"{text}: {string.Join("; ", result.Errors)}");
        return result.Compiled;
    }
}
