using System.Text;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Dmm.Modeling.Yaml;

/// <summary>
/// Reads the bytes of a file into <see cref="YamlNode"/>s, with every mistake at its true place. It never throws on bad input.
/// </summary>
/// <remarks>
/// YamlDotNet's parser is used for its events only. Where its positions are wrong (tabs, brackets left open) the
/// place is searched for again in the text; see <see cref="SyntaxFault"/>. Size and depth are bounded here because
/// the parser takes quadratic time on deep nesting.
/// </remarks>
internal sealed class YamlTree
{
    /// <summary>A model of a few hundred lines has some 20 kB.</summary>
    public const int MaxBytes = 256 * 1024;

    /// <summary>The language itself needs 9.</summary>
    public const int MaxDepth = 32;

    private readonly SourceText source;
    private readonly Parsing parsing;
    private readonly Report report;
    private readonly FileKind kind;

    private YamlTree(SourceText source, Report report, FileKind kind)
    {
        this.source = source;
        this.report = report;
        this.kind = kind;
        parsing = new Parsing(source);
    }

    /// <summary>The root mapping of the file, or null when there is none to go on with.</summary>
    public static YamlMapping? Read(string file, ReadOnlySpan<byte> bytes, Report report) => Read(file, bytes, report, FileKind.Model);

    /// <summary>The same of a file that may hold something else than a model.</summary>
    public static YamlMapping? Read(string file, ReadOnlySpan<byte> bytes, Report report, FileKind kind)
    {
        if (bytes.Length > MaxBytes)
        {
            report.Error(DiagnosticCodes.FileTooLarge, new Location(file, 1, 1), YamlPath.Root,
                $"the file has more than {MaxBytes} bytes", kind.HowToShorten);
            return null;
        }
        // A byte-order mark would become part of the first key.
        var text = Encoding.UTF8.GetString(bytes.StartsWith(Encoding.UTF8.Preamble) ? bytes[3..] : bytes);
        var source = new SourceText(file, text);
        return TextFault.Find(source, bytes, report) ? null : new YamlTree(source, report, kind).ReadFile();
    }

    private YamlMapping? ReadFile()
    {
        try
        {
            parsing.Begin();
            return ReadDocuments();
        }
        catch (TooDeepException deep)
        {
            report.Error(DiagnosticCodes.TooDeep, deep.Location, deep.Path, $"nested more than {MaxDepth} deep", "no part of the language needs this; is a bracket missing before?");
        }
        // YamlDotNet documents YamlException only, but bad input makes it throw others too: InvalidOperationException for "a: [1, 2".
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            SyntaxFault.Report(parsing, fault, report);
        }
        return null;
    }

    private YamlMapping? ReadDocuments()
    {
        YamlNode? root = null;
        while (parsing.Current is not StreamEnd)
        {
            if (parsing.Current is DocumentStart start && root is not null)
            {
                report.Error(DiagnosticCodes.NotOneDocument, parsing.At(start.Start), YamlPath.Root, "a second document begins here",
                    $"one file is one {kind.Holds}: put the second into a file of its own");
                return null; // what the first lacks may stand in the second
            }
            if (parsing.Current is StreamStart or DocumentStart or DocumentEnd)
                parsing.Take();
            else
                root = ReadNode(YamlPath.Root, 0);
        }
        if (root is YamlMapping or YamlBroken)
            return root as YamlMapping;
        var isEmpty = root is null or YamlScalar { IsEmpty: true };
        report.Error(DiagnosticCodes.NotOneDocument, isEmpty ? source.At(0) : root!.Location, YamlPath.Root,
            isEmpty ? "the file is empty" : $"a {kind.Name} is a mapping of keys, this is {root!.Kind}",
            kind.HowToBegin);
        return null;
    }

    private YamlNode ReadNode(YamlPath path, int depth)
    {
        var start = parsing.At(parsing.Current.Start);
        if (depth > MaxDepth)
            throw new TooDeepException(start, path);
        RejectProperties(parsing.Current, path);
        switch (parsing.Take())
        {
            case Scalar scalar:
                return new YamlScalar(scalar.Value, start, path, scalar.Style is not ScalarStyle.Plain, ScalarPlaces.Of(source, scalar));
            case SequenceStart:
                var sequence = new YamlSequence(start, path);
                while (parsing.Current is not SequenceEnd)
                    sequence.Items.Add(ReadNode(path.Item(sequence.Items.Count), depth + 1));
                parsing.Take();
                return sequence;
            case MappingStart:
                var mapping = new YamlMapping(start, path);
                while (parsing.Current is not MappingEnd)
                    ReadEntry(mapping, depth + 1);
                parsing.Take();
                return mapping;
            default:
                return new YamlBroken(start, path); // an alias, which has been rejected
        }
    }

    private void ReadEntry(YamlMapping mapping, int depth)
    {
        var isMerge = parsing.Current is Scalar { Value: "<<", Style: ScalarStyle.Plain };
        var path = parsing.Current is Scalar { Value: var text } ? mapping.Path.Key(text) : mapping.Path;
        var key = ReadNode(path, depth);
        if (isMerge && parsing.Current is AnchorAlias)
            parsing.Take(); // one mistake, reported at its key
        else if (ReadNode(path, depth) is var value && key is YamlScalar name)
            Add(mapping, name, value, isMerge);
        else if (key is not YamlBroken)
            report.Error(DiagnosticCodes.WrongKind, key, $"a key must be a single word, this is {key.Kind}", "is a quote missing around it?");
    }

    private void Add(YamlMapping mapping, YamlScalar key, YamlNode value, bool isMerge)
    {
        if (isMerge || mapping.TryAdd(key, value))
            return;
        var first = mapping.KeyOf(key.Text)!.Location;
        report.Error(DiagnosticCodes.DuplicateKey, key,
            $"'{Excerpt.Of(key.Text)}' stands here a second time; the first is at line {first.Line}, column {first.Column}", "keep one of the two");
    }

    private void RejectProperties(ParsingEvent node, YamlPath path)
    {
        var what = node switch
        {
            AnchorAlias alias => $"the alias '*{Excerpt.Of(alias.Value.ToString())}'",
            NodeEvent { Anchor.IsEmpty: false } anchored => $"the anchor '&{Excerpt.Of(anchored.Anchor.ToString())}'",
            NodeEvent { Tag.IsEmpty: false } tagged => $"the tag '{Excerpt.Of(tagged.Tag.ToString().Replace("tag:yaml.org,2002:", "!!", StringComparison.Ordinal))}'",
            Scalar { Value: "<<", Style: ScalarStyle.Plain } => "the merge key '<<'",
            _ => null,
        };
        if (what is not null)
            report.Error(DiagnosticCodes.NotInLanguage, parsing.At(node.Start), path, $"{what} is not part of the {kind.Name} language", kind.HowToRepeat);
    }

    private sealed class TooDeepException(Location location, YamlPath path) : Exception
    {
        public Location Location { get; } = location;

        public YamlPath Path { get; } = path;
    }
}
