using Dmm.Analysis.Mutation.Source;
using Dmm.Modeling.Yaml;

namespace Dmm.Analysis.Mutation;

/// <summary>A model file as operators see it: its parts by what they are for, and how a change of one becomes a model of its own.</summary>
internal sealed class MutationSource
{
    private const int ShownCharacters = 60;

    private readonly SourceText source;
    private readonly SourceNode root;

    /// <summary>Opens a text that the loader has found to be a model.</summary>
    /// <param name="file">The name of the file.</param>
    /// <param name="text">Its text, without a byte-order mark.</param>
    /// <param name="variant">The variant that evidence will be held against; null for the default one.</param>
    public MutationSource(string file, string text, string? variant)
    {
        source = new SourceText(file, text);
        root = SourceOverlay.Of(SourceReader.Read(source), variant);
    }

    /// <summary>The whole text.</summary>
    public string Text => source.Text;

    /// <summary>A section of the model, or nothing.</summary>
    public IEnumerable<SourcePart> Section(string name) => root[name]?.Parts ?? [];

    /// <summary>The transitions of all machines.</summary>
    public IEnumerable<SourcePart> Transitions => Section("machines").SelectMany(machine => machine.Value["transitions"]?.Parts ?? []);

    /// <summary>The transitions of all machines, then the rules.</summary>
    public IEnumerable<SourcePart> Rules => Transitions.Concat(Section("rules"));

    /// <summary>What the entries of descriptor structures leave behind.</summary>
    public IEnumerable<SourcePart> Remembered => Section("descriptors").SelectMany(structure => structure.Value["remember"]?.Parts ?? []);

    /// <summary>What stands under a key that takes one value or a list of them.</summary>
    public static IEnumerable<SourcePart> Each(SourcePart holder, string key) =>
        holder.Value.PartOf(key) is not { } part ? [] : part.Value.Text is null ? part.Value.Parts : [part];

    /// <summary>Where the text of a value begins, if it stands in the file as it is; null where quotes or line breaks change it.</summary>
    public int? TextStart(SourceNode scalar)
    {
        var value = scalar.Text ?? "";
        for (var at = scalar.Start; at <= scalar.Start + 1 && at + value.Length <= Text.Length; at++)
            if (string.CompareOrdinal(Text, at, value, 0, value.Length) == 0)
                return at;
        return null;
    }

    /// <summary>The model without a part.</summary>
    public Mutant Without(string name, SourcePart part, string? what = null) =>
        Changed(name, part.Start, $"without {what ?? $"'{Shown(part.Start, part.End)}'"}", Removal.Of(part, Text));

    /// <summary>The model with changes.</summary>
    public Mutant Changed(string name, int at, string what, params TextEdit[] edits) =>
        new(name, source.At(at), what, TextEdit.Apply(Text, edits));

    /// <summary>A stretch of the file in one short line.</summary>
    public string Shown(int start, int end)
    {
        var text = string.Join(' ', Text[start..end].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return text.Length <= ShownCharacters ? text : text[..(ShownCharacters - 3)] + "...";
    }
}
