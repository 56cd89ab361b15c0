namespace Dmm.Expressions.Solving;

/// <summary>Writes a state down under the names that the conditions use.</summary>
internal static class Witness
{
    public static string Describe(IEnumerable<Reference> references, Search state, int eventWord)
    {
        var words = new List<string>();
        var states = new List<Reference>();
        foreach (var reference in references)
        {
            if (reference.Kind == SymbolKind.State)
                states.Add(reference);
            else
                words.Add(DescribeWord(reference, state, eventWord));
        }
        return string.Join(", ", words.Concat(DescribeStates(states, state)).Distinct());
    }

    private static string DescribeWord(Reference reference, Search state, int eventWord) =>
        reference.IsOld && reference.Word == eventWord
            ? $"old({reference.Owner}) = 0x{state.Old:x2}"
            : $"{reference.Owner} = 0x{state.Words[reference.Word]:x2}";

    private static IEnumerable<string> DescribeStates(List<Reference> states, Search state)
    {
        var lookup = states.ToLookup(reference => ((state.Words[reference.Word] >> reference.Shift) & 1) != 0);
        var settled = lookup[true].Select(reference => reference.Owner).ToHashSet();
        return lookup[true].Select(reference => reference.Name).Concat(
            lookup[false].Where(reference => !settled.Contains(reference.Owner))
                .Select(reference => reference.Name.Replace(" is ", " is not ", StringComparison.Ordinal)));
    }
}
