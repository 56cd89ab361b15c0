using System.Runtime.CompilerServices;
using Dmm.Expressions;
using Dmm.Expressions.Programs;
using Dmm.Expressions.Terms;

namespace Dmm.Compilation;

/// <summary>A guard, taken apart at its <c>and</c>s: tests of bits of one word each, and only after them whatever is none.</summary>
/// <remarks>
/// An event asks all guards that wait for it and most say no, at their first test. Without this a guard that reads two
/// registers would be a program, run at every event. The first test lies in the rule itself, so that no other memory is looked at for it.
/// </remarks>
internal readonly struct CompiledGuard
{
    private readonly WordTest first;
    private readonly WordTest[]? others;
    private readonly CompiledExpression? whole;

    public CompiledGuard(CompiledExpression guard)
    {
        Source = guard;
        var found = new List<WordTest>();
        if (!Split(guard.Term, found))
            whole = guard;
        first = found.Count > 0 ? found[0] : WordTest.Always;
        others = found.Count > 1 ? [.. found.Skip(1)] : null;
    }

    /// <summary>What was taken apart.</summary>
    public CompiledExpression Source { get; }

    /// <summary>Is it this one?</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Holds(ReadOnlySpan<ulong> words, int eventWord, ulong oldValue) =>
        first.Holds(words) && (others is null || AllHold(others, words)) && (whole is null || whole.Test(words, eventWord, oldValue));

    private static bool AllHold(WordTest[] tests, ReadOnlySpan<ulong> words)
    {
        foreach (ref readonly var test in tests.AsSpan())
            if (!test.Holds(words))
                return false;
        return true;
    }

    /// <summary>Collects the tests that a condition is made of; false if it holds something else too.</summary>
    private static bool Split(Term condition, List<WordTest> found)
    {
        if (WordTests.Of(condition) is { } test)
        {
            found.Add(test);
            return true;
        }
        return condition is BinaryTerm { Code: OperationCode.And, Left.IsCondition: true, Right.IsCondition: true } and
            && Split(and.Left, found) & Split(and.Right, found);
    }
}
