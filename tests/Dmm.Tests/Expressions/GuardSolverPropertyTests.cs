using Dmm.Expressions;
using FsCheck;
using FsCheck.Fluent;

namespace Dmm.Tests.Expressions;

/// <summary>The solver against trying every state of a few bits.</summary>
public class GuardSolverPropertyTests
{
    private const int StateCount = 3;
    private const ulong Machine = 0b111;

    private static readonly TestSymbols Symbols = TestSymbols.Small;

    private int disjoint;
    private int overlapping;

    [Fact]
    public void TheSolverAgreesWithTryingEveryState()
    {
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(1000), Prop.ForAll(ExpressionMaker.Seeds, seed =>
        {
            var make = new ExpressionMaker(Symbols, seed);
            var (a, b) = (SyntaxPrinter.Print(make.Condition(2)), SyntaxPrinter.Print(make.Condition(1)));
            return Agrees(a, b, seed % 4 - 1).Label($"[{a}] and [{b}] with event word {seed % 4 - 1}");
        }));
        Assert.True(disjoint > 50 && overlapping > 50, $"{disjoint} disjoint and {overlapping} overlapping pairs are too few");
    }

    private bool Agrees(string textA, string textB, int eventWord)
    {
        if (ExpressionParser.Parse(textA, Symbols, ExpressionType.Bool).Compiled is not { } a
            || ExpressionParser.Parse(textB, Symbols, ExpressionType.Bool).Compiled is not { } b)
            return true;
        var overlap = GuardSolver.Find(a, b, eventWord, [Machine]);
        var canBoth = AnyState(eventWord, (words, old) => a.Test(words, eventWord, old) && b.Test(words, eventWord, old));
        if (canBoth)
            overlapping++;
        else
            disjoint++;
        return overlap.Kind == (canBoth ? OverlapKind.Overlapping : OverlapKind.Disjoint)
            && (!canBoth || WitnessHolds(overlap.Witness, a, b, eventWord));
    }

    private static bool AnyState(int eventWord, Func<ulong[], ulong, bool> holds)
    {
        var oldCount = eventWord is 1 or 2 or 3 ? 8 : 1;
        for (var i = 0; i < StateCount * 8 * 8 * 4 * oldCount; i++)
        {
            var rest = i / StateCount;
            ulong[] words = [1UL << (i % StateCount), (ulong)(rest % 8), (ulong)(rest / 8 % 8), (ulong)(rest / 64 % 4)];
            if (holds(words, (ulong)(rest / 256)))
                return true;
        }
        return false;
    }

    /// <summary>Reads the witness back; what it does not name may be anything, so it is 0, but a machine is in some state that it does not exclude.</summary>
    private static bool WitnessHolds(string witness, CompiledExpression a, CompiledExpression b, int eventWord)
    {
        var words = new ulong[Symbols.WordCount];
        var (old, states) = (0UL, Machine);
        foreach (var part in witness.Split(", ", StringSplitOptions.RemoveEmptyEntries))
        {
            var pieces = part.Split(' ');
            if (pieces[1] == "=" && part.StartsWith("old(", StringComparison.Ordinal))
                old = TestState.NumberOf(pieces[2]);
            else if (pieces[1] == "=")
                words[Symbols[pieces[0]].Word] = TestState.NumberOf(pieces[2]);
            else if (pieces[2] == "not")
                states &= ~(1UL << Symbols[$"m.{pieces[3]}"].Shift);
            else
                states = 1UL << Symbols[$"m.{pieces[2]}"].Shift;
        }
        words[0] = states & (~states + 1);
        return states != 0 && a.Test(words, eventWord, old) && b.Test(words, eventWord, old);
    }
}
