using Dmm.Expressions.Solving;
using Dmm.Expressions.Terms;

namespace Dmm.Expressions;

/// <summary>
/// Reasons about guards without running a device, by trying the values that matter. It never guesses: "disjoint" is proved, "overlapping"
/// comes with a state that anyone can check, and what takes more than two million trials is "undecided" unless a sample happens to overlap.
/// </summary>
internal static class GuardSolver
{
    private const int MostTrials = 1 << 21;

    /// <summary>Can both conditions be true of one event?</summary>
    /// <param name="a">One condition.</param>
    /// <param name="b">The other.</param>
    /// <param name="eventWord">The word of the event's register, the only one whose old value differs from its new one; -1 for an event without a register.</param>
    /// <param name="machines">For each machine the mask of its states; exactly one bit of each is set. Without it, states are free of each other.</param>
    public static Overlap Find(CompiledExpression a, CompiledExpression b, int eventWord = -1, IReadOnlyList<ulong>? machines = null)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        if (a.Type != ExpressionType.Bool || b.Type != ExpressionType.Bool)
            throw new ArgumentException("only conditions can be true of an event");

        var (first, second) = (Settle(a.Term, eventWord), Settle(b.Term, eventWord));
        if (Contradiction.IsVisible(first, second))
            return new Overlap(OverlapKind.Disjoint, "");
        var uses = Use.Of(first).Concat(Use.Of(second)).ToList();
        var domains = DomainBuilder.Build(uses, machines ?? []);
        var isThinned = Sampling.Thin(domains, MostTrials, first, second);
        var search = new Search(domains, WordCount(a, b), eventWord);
        return search.Run(a, b, MostTrials) switch
        {
            true => new Overlap(OverlapKind.Overlapping, Witness.Describe(a.References.Concat(b.References), search, eventWord)),
            false when !isThinned => new Overlap(OverlapKind.Disjoint, ""),
            _ => new Overlap(OverlapKind.Undecided, ""),
        };
    }

    /// <summary>Can the condition be true at all? Null when too many bits matter to tell.</summary>
    public static bool? CanBeTrue(CompiledExpression condition, int eventWord = -1, IReadOnlyList<ulong>? machines = null) =>
        Find(condition, CompiledExpression.Always, eventWord, machines).Kind switch
        {
            OverlapKind.Overlapping => true,
            OverlapKind.Disjoint => false,
            _ => null,
        };

    /// <summary>What was before the event is what is now, except in the event's own register.</summary>
    private static Term Settle(Term term, int eventWord) => term switch
    {
        WordTerm word => word with { IsOld = word.IsOld && word.Word == eventWord },
        BinaryTerm binary => Simplifier.Combine(binary.Code, Settle(binary.Left, eventWord), Settle(binary.Right, eventWord)),
        _ => term,
    };

    /// <summary>Enough words for everything that either mentions; the fast form of a constant reads the first.</summary>
    private static int WordCount(CompiledExpression a, CompiledExpression b) =>
        1 + a.References.Concat(b.References).Select(reference => reference.Word).Append(0).Max();
}
