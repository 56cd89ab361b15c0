namespace Dmm.Expressions.Solving;

/// <summary>Tries the values of some domains, in all combinations, on two conditions.</summary>
internal sealed class Search
{
    private readonly List<Domain> _domains;
    private readonly int[] _indexes;
    private readonly ulong[] _words;
    private readonly int _eventWord;
    private ulong _old;

    public Search(List<Domain> domains, int wordCount, int eventWord)
    {
        _domains = domains;
        _indexes = new int[domains.Count];
        _words = new ulong[wordCount];
        _eventWord = eventWord;
        foreach (var domain in domains)
            Store(domain, domain.Values?[0] ?? 0);
    }

    /// <summary>The state that was tried last: the witness, if one was found.</summary>
    public ReadOnlySpan<ulong> Words => _words;

    /// <summary>What the event's register held before, in the same state.</summary>
    public ulong Old => _old;

    /// <summary>True if both hold somewhere, false if nowhere, null if there was no end to it.</summary>
    public bool? Run(CompiledExpression a, CompiledExpression b, int mostTrials)
    {
        for (var trial = 0; trial < mostTrials; trial++)
        {
            if (a.Test(_words, _eventWord, _old) && b.Test(_words, _eventWord, _old))
                return true;
            if (!MoveOn())
                return false;
        }
        return null;
    }

    /// <summary>Counts up: the first domain that has another value takes it, those before it begin again.</summary>
    private bool MoveOn()
    {
        for (var i = 0; i < _domains.Count; i++)
        {
            if (Advance(i))
                return true;
        }
        return false;
    }

    private bool Advance(int i)
    {
        var domain = _domains[i];
        if (domain.Values is { } values)
        {
            _indexes[i] = (_indexes[i] + 1) % values.Length;
            Store(domain, values[_indexes[i]]);
            return _indexes[i] != 0;
        }
        // The next subset of the bits, in rising order, and 0 after the last.
        var next = (Load(domain) - domain.Bits) & domain.Bits;
        Store(domain, next);
        return next != 0;
    }

    private ulong Load(Domain domain) => (domain.IsOld ? _old : _words[domain.Word]) & domain.Bits;

    private void Store(Domain domain, ulong value)
    {
        ref var target = ref domain.IsOld ? ref _old : ref _words[domain.Word];
        target = (target & ~domain.Bits) | value;
    }
}
