namespace Dmm.Expressions.Terms;

/// <summary>What a term reads.</summary>
internal static class Inputs
{
    /// <summary>Every read, as often as it stands in the term.</summary>
    public static IEnumerable<WordTerm> Of(Term term)
    {
        var open = new Stack<Term>([term]);
        while (open.TryPop(out var next))
        {
            if (next is WordTerm word)
                yield return word;
            if (next is BinaryTerm binary)
            {
                open.Push(binary.Right);
                open.Push(binary.Left);
            }
        }
    }
}
