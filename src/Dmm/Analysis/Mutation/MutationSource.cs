using Dmm.Analysis.Mutation.Source;
using Dmm.Modeling.Yaml;

namespace Dmm.Analysis.Mutation;

/// <summary>A model file as operators see it: its parts by what they are for, and how a change of one becomes a model of its own.</summary>
internal sealed class MutationSource
{
    private const int ShownCharacters = 60;

    private readonly SourceText source;
    private readonly SourceNode root;
    private List<string>? spoken;

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

    /// <summary>What the parts of a variant say stands in the places of what they change; as a section of its own it is of other variants too.</summary>
    private static IEnumerable<string> Scalars(SourceNode node) => node.Text is { } text ? [text] : node.Parts.Where(part => part.Name != "variants").SelectMany(part => Scalars(part.Value));

    /// <summary>Whether a value of the model speaks of a field of a register, or of one of several registers in a row; and, where a value is named, of that too.</summary>
    public bool SpeaksOf(string register, string field, string? value = null) => (spoken ??= [.. Scalars(root)]).Any(text =>
        Places(text, field).Any(at => at > 0 && text[at - 1] == '.' && IsOne(text.AsSpan(0, at - 1), register)) && (value is null || Places(text, value).Any()));

    private static bool IsOne(ReadOnlySpan<char> before, string register)
    {
        var end = before.EndsWith("}") ? before.LastIndexOf('{') : before.TrimEnd("0123456789").Length;
        return IsLast(before, register) || (end > 0 && IsLast(before[..end], register));
    }

    private static bool IsLast(ReadOnlySpan<char> text, string name) => text.EndsWith(name) && (text.Length == name.Length || !IsOfName(text[^(name.Length + 1)]));

    private static IEnumerable<int> Places(string text, string name)
    {
        for (var at = text.IndexOf(name, StringComparison.Ordinal); at >= 0; at = text.IndexOf(name, at + 1, StringComparison.Ordinal))
            if ((at == 0 || !IsOfName(text[at - 1])) && (at + name.Length == text.Length || !IsOfName(text[at + name.Length])))
                yield return at;
    }

    private static bool IsOfName(char character) => char.IsAsciiLetterOrDigit(character) || character == '_';

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
