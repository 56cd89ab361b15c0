using System.Globalization;
using Dmm.Expressions;

namespace Dmm.Tests.Expressions;

/// <summary>A state block written as text: <c>CR=0x26 old(CR)=0x22 transmitter=sending</c>. The event is on the register that has an old value.</summary>
internal sealed class TestState
{
    public TestState(TestSymbols symbols, string text)
    {
        Words = new ulong[symbols.WordCount];
        foreach (var part in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var (name, value) = (part[..part.IndexOf('=')], part[(part.IndexOf('=') + 1)..]);
            if (name.StartsWith("old(", StringComparison.Ordinal))
                (EventWord, Old) = (symbols[name[4..^1]].Word, NumberOf(value));
            else if (symbols.TryResolve(name, value, out var state))
                Words[state.Word] |= 1UL << state.Shift;
            else
                Words[symbols[name].Word] = NumberOf(value);
        }
    }

    public ulong[] Words { get; }

    public int EventWord { get; } = -1;

    public ulong Old { get; }

    public ulong ValueOf(CompiledExpression expression) => expression.Value(Words, EventWord, Old);

    public bool Satisfies(CompiledExpression condition) => condition.Test(Words, EventWord, Old);

    public static ulong NumberOf(string text) => text switch
    {
        "true" => 1,
        "false" => 0,
        _ when text.StartsWith("0x", StringComparison.Ordinal) => ulong.Parse(text.AsSpan(2), NumberStyles.HexNumber, CultureInfo.InvariantCulture),
        _ => ulong.Parse(text, CultureInfo.InvariantCulture),
    };
}
