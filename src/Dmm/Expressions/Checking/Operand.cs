using Dmm.Expressions.Terms;

namespace Dmm.Expressions.Checking;

/// <summary>A piece of the tree after checking: its term and what it can stand for.</summary>
internal readonly record struct Operand(Term Term, Sort Sort)
{
    /// <summary>Its term could be anything, so that nothing is concluded from it; it is never compiled.</summary>
    public static Operand Unknown { get; } = new(new WordTerm(0, 0, ulong.MaxValue, false), Sort.Unknown);

    public static Operand Number(Term term) => new(term, Sort.Number);

    public static Operand Condition(Term term) => new(term, Sort.Condition);

    public static Operand Of(Symbol symbol, bool isOld) => symbol.Kind == SymbolKind.Constant
        ? Number(new ConstantTerm(symbol.Value))
        : new Operand(new WordTerm(symbol.Word, symbol.Shift, symbol.Mask, isOld), symbol.Width == 1 ? Sort.Bit : Sort.Number);
}
