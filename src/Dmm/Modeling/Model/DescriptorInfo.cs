using Dmm.Expressions;

namespace Dmm.Modeling.Model;

/// <summary>A structure in guest memory that tells the device where to read and write.</summary>
public sealed record DescriptorInfo
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Its place among the structures.</summary>
    public required int Index { get; init; }

    /// <summary>How entries follow each other.</summary>
    public required DescriptorKind Kind { get; init; }

    /// <summary>The guest-physical address of the first entry.</summary>
    public required CompiledExpression Base { get; init; }

    /// <summary>The structure whose entries each name one of this kind; null when it stands for itself.</summary>
    public DescriptorInfo? Parent { get; init; }

    /// <summary>With a parent: its entries that name one; null for all.</summary>
    public CompiledExpression? Where { get; init; }

    /// <summary>How many entries a ring or an array has; null when a flag tells, and for other kinds.</summary>
    public required CompiledExpression? Entries { get; init; }

    /// <summary>Where the next walk goes on, a variable that walks keep: of a ring an index, of a list an address; null where each walk begins at the base.</summary>
    public required VariableInfo? Head { get; init; }

    /// <summary>The index after the last entry given; null when ownership alone tells, or a word in memory.</summary>
    public required CompiledExpression? Tail { get; init; }

    /// <summary>The word in the guest's memory that counts the entries given, over all values that it can have; null for none.</summary>
    public MemoryWordInfo? Counter { get; init; }

    /// <summary>Of a ring with <see cref="Counter"/>: how its entries come back, and what the device has in its place; null where nothing is said.</summary>
    public QueueInfo? Queue { get; init; }

    /// <summary>Of a list: the address of the next entry.</summary>
    public required CompiledExpression? Next { get; init; }

    /// <summary>Of a list: whether the entry ends the walk.</summary>
    public required CompiledExpression? Last { get; init; }

    /// <summary>Of a list: the bit of an entry that the device sets when it has done that; null when nothing tells.</summary>
    public EntryFieldInfo? Done { get; init; }

    /// <summary>Whether an entry is the device's; null when every entry that is reached is.</summary>
    public required CompiledExpression? Owned { get; init; }

    /// <summary>Whether the next entry of a ring is its first; null when only the number of entries tells.</summary>
    public required CompiledExpression? LastOfRing { get; init; }

    /// <summary>Whether the entry ends a frame to be sent; null when nobody counts.</summary>
    public required CompiledExpression? Frame { get; init; }

    /// <summary>Whether the entry, as the device has given it back, ends a received frame; null when nobody counts. No monitor looks at it.</summary>
    public CompiledExpression? Filled { get; init; }

    /// <summary>The most entries that one walk visits.</summary>
    public required int Bound { get; init; }

    /// <summary>The word of the state block that holds the address of an entry while it is judged.</summary>
    public required int HereWord { get; init; }

    /// <summary>Bytes of an entry.</summary>
    public required int EntrySize { get; init; }

    /// <summary>The fields of an entry.</summary>
    public required IReadOnlyList<EntryFieldInfo> Fields { get; init; }

    /// <summary>Whether the device reads it on its own account, and not only when the guest rings.</summary>
    public required bool IsFetchedAnytime { get; init; }

    /// <summary>While this holds the device reads entries on its own account; null for always.</summary>
    public required CompiledExpression? While { get; init; }

    /// <summary>The register by which the device shows how far it is in the structure, or null.</summary>
    public RegisterInfo? ShownIn { get; init; }

    /// <summary>What the device keeps of each entry, in the order in which it is computed.</summary>
    public IReadOnlyList<RememberedInfo> Remembered { get; init; } = [];

    /// <summary>Whether the guest can give entries without an access, so that they are looked at on every occasion.</summary>
    public bool IsLookedAt => Parent?.IsLookedAt ?? (IsFetchedAnytime && Tail is null);

    /// <summary>Everything that is computed when it is walked, of the structures whose entries lead to it too.</summary>
    public IEnumerable<CompiledExpression> ExpressionsOfWalk => Parent is null ? Expressions : Expressions.Concat(Parent.ExpressionsOfWalk);

    /// <summary>The structure at whose entries a walk of this one begins.</summary>
    public DescriptorInfo Root => Parent?.Root ?? this;

    /// <summary>The line of the model.</summary>
    public required Location Location { get; init; }

    /// <summary>Everything that is computed: where it begins, how long it is, which entry ends it.</summary>
    public IEnumerable<CompiledExpression> Expressions =>
        new[] { Base, Where, Entries, Tail, Counter?.At, Next, Last, Owned, LastOfRing, Frame, While }
            .Concat(Remembered.SelectMany(each => new[] { each.Value, each.Where, each.Unless?.At, each.Unless?.Length })).Concat(Queue?.Expressions ?? []).OfType<CompiledExpression>();
}
