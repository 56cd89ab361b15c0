using Dmm.Modeling.Model;

namespace Dmm.Monitoring;

/// <summary>A fault with the numbers that show it.</summary>
/// <param name="Kind">What is wrong.</param>
/// <param name="Head">Of a ring: the first entry that was not given yet.</param>
/// <param name="Tail">Of a ring: the entry after the last one given, if anything tells.</param>
/// <param name="Length">Of a ring: how many entries it has.</param>
/// <param name="At">Where the entry lies that could not be visited.</param>
internal readonly record struct WalkFault(WalkFaultKind Kind, ulong Head = 0, ulong? Tail = null, ulong Length = 0, ulong At = 0)
{
    /// <summary>The fault in a sentence.</summary>
    public string Text(DescriptorInfo structure) => Kind switch
    {
        WalkFaultKind.HeadOutside => $"the head of {structure.Name} lies outside of its ring, so no entry of it was read",
        WalkFaultKind.TailOutside => $"the tail of {structure.Name} lies outside of its ring, so no entry of it was read",
        WalkFaultKind.TooMany => $"more entries of {structure.Name} were given at once than the {structure.Bound} that are looked at",
        WalkFaultKind.NoLast => $"no entry of {structure.Name} is the last of its ring",
        _ => $"an entry of {structure.Name} lies where the guest has no memory",
    };

    /// <summary>The numbers.</summary>
    public IEnumerable<NamedValue> Values(DescriptorInfo structure)
    {
        if (structure.Kind == DescriptorKind.Ring)
        {
            yield return new NamedValue("head", Head);
            if (Tail is { } tail)
                yield return new NamedValue("tail", tail);
            yield return new NamedValue("entries", Length);
        }
        if (Kind == WalkFaultKind.Foreign)
            yield return new NamedValue("entry at", At);
    }
}
