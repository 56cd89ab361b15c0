namespace Dmm.Analysis.Mutation.Operators;

/// <summary>A descriptor structure without one of its keys, a field that is not kept, or a check that judges all entries and not those that it is about.</summary>
internal sealed class DropDescriptor : IMutationOperator
{
    /// <summary>What 'fetched' is when nobody says: without it the model is the same.</summary>
    private const string Usual = "doorbell";

    private static readonly string[] Keys = ["tail", "owned", "last_of_ring", "last", "where", "while", "fetched"];

    /// <inheritdoc/>
    public string Name => "drop-descriptor";

    /// <inheritdoc/>
    public IEnumerable<Mutant> Of(MutationSource model) =>
        (from structure in model.Section("descriptors")
         from key in Keys
         from part in OfKey(structure, key)
         select model.Without(Name, part))
        .Concat(from structure in model.Section("descriptors")
                from field in structure.Value["entry"]?["fields"]?.Parts ?? []
                from part in OfKey(field, "keep")
                select model.Without(Name, part))
        .Concat(from check in model.Section("checks")
                where check.Value["walk"] is not null
                from part in OfKey(check, "where")
                select model.Without(Name, part));

    private static IEnumerable<Source.SourcePart> OfKey(Source.SourcePart holder, string key) => holder.Value.PartOf(key) is { } part && part.Value.Text != Usual ? [part] : [];
}
