using System.Runtime.CompilerServices;
using Dmm.Expressions.Programs;
using Dmm.Expressions.Terms;

namespace Dmm.Expressions;

/// <summary>
/// An expression, ready to run: immutable, shared by every device of a model, and without allocation or exception at run time.
/// <para>
/// Most guards test bits of one register, so every such condition is the one test <c>(words[Word] &amp; Mask) == Match</c>, perhaps
/// negated: no branch tells the forms apart. "Always" is the same test with no bits in the mask. Whatever is left is a program.
/// </para>
/// <para>
/// The caller passes the state block with the event's register already holding its new value; <c>eventWord</c> is the index of that register
/// (-1 for an event without one) and <c>oldValue</c> what it held before.
/// </para>
/// </summary>
public sealed class CompiledExpression
{
    private readonly Operation[]? program;
    private readonly WordTest test;

    internal CompiledExpression(string text, ExpressionType type, Term term, IReadOnlyList<Reference> references, WordTest test)
        : this(text, type, term, references)
    {
        this.test = test;
        Kind = test.Kind;
    }

    internal CompiledExpression(string text, ExpressionType type, Term term, IReadOnlyList<Reference> references, Operation[] program)
        : this(text, type, term, references)
    {
        this.program = program;
        Kind = ExpressionKind.Program;
    }

    private CompiledExpression(string text, ExpressionType type, Term term, IReadOnlyList<Reference> references)
    {
        Text = text;
        Type = type;
        Term = term;
        References = references;
    }

    /// <summary>The condition that always holds: a guard that is not there.</summary>
    public static CompiledExpression Always { get; } =
        new("true", ExpressionType.Bool, new ConstantTerm(1), [], WordTest.Always);

    /// <summary>As the author wrote it.</summary>
    public string Text { get; }

    /// <summary>Whether it is a condition or a number.</summary>
    public ExpressionType Type { get; }

    /// <summary>How it is evaluated.</summary>
    public ExpressionKind Kind { get; }

    /// <summary>The distinct things the text reads, in its order.</summary>
    public IReadOnlyList<Reference> References { get; }

    /// <summary>The word that a fast form tests.</summary>
    public int Word => test.Word;

    /// <summary>The bits that a fast form tests.</summary>
    public ulong Mask => test.Mask;

    /// <summary>What a fast form compares the bits with.</summary>
    public ulong Match => test.Match;

    /// <summary>The value, if it is the same whatever the state; 0 and 1 for conditions.</summary>
    public ulong? Constant => (Term as ConstantTerm)?.Value;

    /// <summary>The operations of a <see cref="ExpressionKind.Program"/>; empty for the fast forms.</summary>
    internal ReadOnlySpan<Operation> Operations => program;

    /// <summary>What was compiled, after simplification; for those who reason about it.</summary>
    internal Term Term { get; }

    /// <summary>Does the condition hold? (Of a number: is it not 0?)</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Test(ReadOnlySpan<ulong> words, int eventWord, ulong oldValue) =>
        program is null ? test.Holds(words) : Run(program, words, eventWord, oldValue) != 0;

    /// <summary>The number. (Of a condition: 1 if it holds, otherwise 0.)</summary>
    public ulong Value(ReadOnlySpan<ulong> words, int eventWord, ulong oldValue) =>
        program is null ? (test.Holds(words) ? 1UL : 0UL) : Run(program, words, eventWord, oldValue);

    /// <summary>As the author wrote it.</summary>
    public override string ToString() => Text;

    // Kept out of line, so that the fast forms stay small enough to be inlined where they are used.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static ulong Run(Operation[] program, ReadOnlySpan<ulong> words, int eventWord, ulong oldValue) =>
        Interpreter.Run(program, words, eventWord, oldValue);
}
