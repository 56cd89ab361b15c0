using Dmm.Expressions.Checking;
using Dmm.Expressions.Programs;
using Dmm.Expressions.Syntax;
using Dmm.Expressions.Terms;

namespace Dmm.Expressions;

/// <summary>
/// From text to an expression that can be run: parse, check, simplify, and choose the fastest form that is provably the same.
/// The language is described in <c>docs/expressions.md</c>.
/// </summary>
internal static class ExpressionParser
{
    /// <summary>True for a word of the language, such as <c>old</c> or <c>in</c>, which no register, field, variable, machine or state can have as its name.</summary>
    public static bool IsReserved(string word) => Keywords.KindOf(word) != TokenKind.Name;

    /// <summary>Reads, checks and compiles a text. Never throws, whatever the text is.</summary>
    public static ExpressionResult Parse(string text, ISymbols symbols, ExpressionType expected)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(symbols);
        var (syntaxErrors, typeErrors) = (new ErrorList(), new ErrorList());
        if (text.Length > Bounds.Characters)
        {
            syntaxErrors.Add(new TextSpan(Bounds.Characters, text.Length - Bounds.Characters), ExpressionErrorCodes.TooLong,
                $"the expression is longer than {Bounds.Characters} characters", "split it into several checks or conditions");
            return Failed(syntaxErrors, typeErrors);
        }
        var node = Parser.Parse(text, syntaxErrors);
        var complain = new NameErrors(symbols, typeErrors);
        var names = new NameResolver(symbols, complain);
        var term = new Checker(text, names, complain, typeErrors).Check(node, expected);
        if (!syntaxErrors.IsEmpty || !typeErrors.IsEmpty)
            return Failed(syntaxErrors, typeErrors);
        return Compile(text, expected, term, names.References) is { } compiled
            ? new ExpressionResult(compiled, [])
            : TooComplex(text);
    }

    /// <summary>The fastest form of a term; null if it is too large to be run.</summary>
    internal static CompiledExpression? Compile(string text, ExpressionType type, Term term, IReadOnlyList<Reference> references)
    {
        if (type == ExpressionType.Bool && WordTests.Of(term) is { } visible)
            return new CompiledExpression(text, type, term, references, visible.Normalized());
        if (ProgramGenerator.Generate(term) is not { } program)
            return null;
        return type == ExpressionType.Bool && TruthTable.TestOf(term, program) is { } found
            ? new CompiledExpression(text, type, term, references, found.Normalized())
            : new CompiledExpression(text, type, term, references, program);
    }

    private static ExpressionResult Failed(ErrorList syntaxErrors, ErrorList typeErrors) =>
        new(null, ErrorList.Merge(syntaxErrors, typeErrors));

    private static ExpressionResult TooComplex(string text) =>
        new(null, [new ExpressionError(0, text.Length, ExpressionErrorCodes.TooComplex,
            $"the expression needs more than {Bounds.Operations} operations, or holds more than {Interpreter.StackDepth} values at once",
            "split it into several checks or conditions")]);
}
