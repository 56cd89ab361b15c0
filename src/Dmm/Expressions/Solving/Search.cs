namespace Dmm.Expressions.Solving;

/// <summary>Tries the values of some domains, in all combinations, on two conditions.</summary>
internal sealed class Search
{
    private readonly List<Domain> domains;
    private readonly int[] indexes;
    private readonly ulong[] words;
    private readonly int eventWord;
    private ulong old;

    public Search(List<Domain> domains, int wordCount, int eventWord)
    {
        this.domains = domains;
        indexes = new int[domains.Count];
        words = new ulong[wordCount];
        this.eventWord = eventWord;
        foreach (var domain in domains)
            Store(domain, domain.Values?[0] ?? 0);
    }

    /// <summary>The state that was tried last: the witness, if one was found.</summary>
    public ReadOnlySpan<ulong> Words => words;

    /// <summary>What the event's register held before, in the same state.</summary>
    public ulong Old => old;

    /// <summary>True if both hold somewhere, false if nowhere, null if there was no end to it.</summary>
    public bool? Run(CompiledExpression a, CompiledExpression b, int mostTrials)
    {
        for (var trial = 0; trial < mostTrials; trial++)
        {
            if (a.Test(words, eventWord, old) && b.Test(words, eventWord, old))
                return true;
            if (!MoveOn())
                return false;
        }
        return null;
    }

    /// <summary>Counts up: the first domain that has another value takes it, those before it begin again.</summary>
    private bool MoveOn()
    {
        for (var i = 0; i < domains.Count; i++)
        {
            if (Advance(i))
                return true;
        }
        return false;
    }

    private bool Advance(int i)
    {
        var domain = domains[i];
        if (domain.Values is { } values)
        {
            indexes[i] = (indexes[i] + 1) % values.Length;
            Store(domain, values[indexes[i]]);
            return indexes[i] != 0;
        }
        // The next subset of the bits, in rising order, and 0 after the last.
        var next = (Load(domain) - domain.Bits) & domain.Bits;
        Store(domain, next);
        return next != 0;
    }

    private ulong Load(Domain domain) => (domain.IsOld ? old : words[domain.Word]) & domain.Bits;

    private void Store(Domain domain, ulong value)
    {
        ref var target = ref domain.IsOld ? ref old : ref words[domain.Word];
        target = (target & ~domain.Bits) | value;
    }
}
