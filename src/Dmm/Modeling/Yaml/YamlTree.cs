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

    private readonly string file;
    private readonly string text;
    private readonly List<Diagnostic> diagnostics;
    private readonly Parser parser;
    private readonly Location end;

    private YamlTree(string file, string text, List<Diagnostic> diagnostics)
    {
        this.file = file;
        this.text = text;
        this.diagnostics = diagnostics;
        parser = new Parser(new StringReader(text));
        end = SyntaxFault.LocationOf(file, text, text.Length);
    }

    /// <summary>The root mapping of the file, or null when there is none to go on with.</summary>
    public static YamlMapping? Read(string file, ReadOnlySpan<byte> bytes, List<Diagnostic> diagnostics)
    {
        var start = new Location(file, 1, 1);
        if (bytes.Length > MaxBytes)
        {
            diagnostics.Add(new Diagnostic(Severity.Error, DiagnosticCodes.FileTooLarge, start,
                $"the file has more than {MaxBytes} bytes",
                Cure: "describe one device per file; move prose into docs"));
            return null;
        }
        // A byte-order mark would become part of the first key; and every line end counts as one, however it is written.
        var text = Encoding.UTF8.GetString(bytes.StartsWith(Encoding.UTF8.Preamble) ? bytes[3..] : bytes).ReplaceLineEndings("\n");
        if (SyntaxFault.FindBadCharacter(text) is { } bad)
        {
            diagnostics.Add(new Diagnostic(Severity.Error, DiagnosticCodes.NotText, SyntaxFault.LocationOf(file, text, bad),
                $"the character U+{(int)text[bad]:X4} cannot stand in a model",
                Cure: "save the file as UTF-8 text without control characters"));
            return null;
        }
        return new YamlTree(file, text, diagnostics).ReadRoot(start);
    }

    private YamlMapping? ReadRoot(Location start)
    {
        try
        {
            parser.Consume<StreamStart>();
            YamlNode? root = null;
            while (parser.TryConsume<DocumentStart>(out var document))
            {
                if (root is not null)
                {
                    Report(DiagnosticCodes.NotOneDocument, At(document.Start), "a second document begins here",
                        "one file is one device: put the second into a file of its own");
                    return null;
                }
                root = ReadNode(0);
                parser.Consume<DocumentEnd>();
            }
            if (root is YamlMapping mapping)
                return mapping;
            var place = root is null or YamlScalar { IsEmpty: true } ? start : root.Location;
            Report(DiagnosticCodes.NotOneDocument, place, root is null or YamlScalar { IsEmpty: true }
                ? "the file is empty" : $"a model is a mapping of keys, this is {root.Kind}",
                "begin with 'model: NAME'; docs/writing-a-model.md shows a small whole one");
        }
        catch (TooDeepException deep)
        {
            Report(DiagnosticCodes.TooDeep, deep.Location, $"nested more than {MaxDepth} deep", "no part of the language needs this; is a bracket missing before?");
        }
        catch (Exception fault) when (fault is YamlException or InvalidOperationException or EndOfStreamException or ArgumentException or OverflowException)
        {
            diagnostics.Add(SyntaxFault.Diagnose(file, text, fault));
        }
        return null;
    }

    private YamlNode ReadNode(int depth)
    {
        var current = parser.Current ?? throw new EndOfStreamException("the text ends in the middle of a value");
        var start = At(current.Start);
        if (depth > MaxDepth)
            throw new TooDeepException(start);
        RejectProperties(current);
        if (parser.TryConsume<Scalar>(out var scalar))
            return ToScalar(scalar);
        if (parser.TryConsume<SequenceStart>(out _))
        {
            var sequence = new YamlSequence(start);
            while (!parser.TryConsume<SequenceEnd>(out _))
                sequence.Items.Add(ReadNode(depth + 1));
            return sequence;
        }
        if (parser.TryConsume<MappingStart>(out _))
            return ReadMapping(start, depth);
        parser.MoveNext(); // an alias, reported by RejectProperties
        return new YamlRejected(start);
    }

    private YamlMapping ReadMapping(Location start, int depth)
    {
        var mapping = new YamlMapping(start);
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var key = ReadNode(depth + 1);
            var value = ReadNode(depth + 1);
            if (key is YamlRejected)
                continue;
            if (key is not YamlScalar name)
                Report(DiagnosticCodes.WrongKind, key.Location, $"a key must be a single word, this is {key.Kind}", "");
            else if (!mapping.TryAdd(name, value))
                Report(DiagnosticCodes.DuplicateKey, name.Location,
                    $"'{name.Text}' stands here a second time; the first is at line {mapping.KeyOf(name.Text)!.Location.Line}, column {mapping.KeyOf(name.Text)!.Location.Column}",
                    "keep one of the two");
        }
        return mapping;
    }

    private YamlScalar ToScalar(Scalar scalar)
    {
        var quoted = scalar.Style is not ScalarStyle.Plain;
        var width = scalar.End.Column - scalar.Start.Column;
        var quotes = scalar.Style is ScalarStyle.SingleQuoted or ScalarStyle.DoubleQuoted ? 1 : 0;
        var inStep = scalar.Start.Line == scalar.End.Line && width == scalar.Value.Length + 2 * quotes;
        return new YamlScalar(scalar.Value, At(scalar.Start), quoted, inStep ? quotes : -1);
    }

    private void RejectProperties(ParsingEvent node)
    {
        var what = node switch
        {
            AnchorAlias alias => $"the alias '*{alias.Value}'",
            NodeEvent { Anchor.IsEmpty: false } anchored => $"the anchor '&{anchored.Anchor}'",
            NodeEvent { Tag.IsEmpty: false } tagged => $"the tag '{tagged.Tag}'",
            Scalar { Value: "<<", Style: ScalarStyle.Plain } => "the merge key '<<'",
            _ => null,
        };
        if (what is not null)
            Report(DiagnosticCodes.NotInLanguage, At(node.Start), $"{what} is not part of the model language", "write the value out; what differs on a clone goes under 'variants'");
    }

    private void Report(string code, Location location, string message, string cure) =>
        diagnostics.Add(new Diagnostic(Severity.Error, code, location, message, Cure: cure));

    private Location At(Mark mark) => SyntaxFault.Within(mark, end);

    private sealed class TooDeepException(Location location) : Exception
    {
        public Location Location { get; } = location;
    }
}
