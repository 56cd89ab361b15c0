using Dmm.Modeling.Yaml;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Dmm.Analysis.Mutation.Source;

/// <summary>Reads a text that the loader has found to be a model into nodes with a begin and an end.</summary>
/// <remarks>A block has no mark of its end but the next thing; it ends with the last of what it holds. The depth is bounded by the loader.</remarks>
internal sealed class SourceReader
{
    private readonly SourceText source;
    private readonly Parser parser;

    private SourceReader(SourceText source)
    {
        this.source = source;
        parser = new Parser(new StringReader(source.Text));
    }

    /// <summary>The root mapping.</summary>
    public static SourceNode Read(SourceText source)
    {
        var reader = new SourceReader(source);
        reader.parser.MoveNext();
        while (reader.parser.Current is StreamStart or DocumentStart)
            reader.parser.MoveNext();
        return reader.Node();
    }

    private SourceNode Node()
    {
        var current = parser.Current!;
        parser.MoveNext();
        return current switch
        {
            Scalar scalar => new SourceNode { Start = At(scalar.Start), End = At(scalar.End), Text = scalar.Value },
            MappingStart mapping => Fill(new SourceNode { Start = At(mapping.Start), End = At(mapping.Start), IsMapping = true, IsFlow = mapping.Style == MappingStyle.Flow }),
            SequenceStart list => Fill(new SourceNode { Start = At(list.Start), End = At(list.Start), IsFlow = list.Style == SequenceStyle.Flow }),
            _ => throw new InvalidOperationException($"the loader has let a {current.GetType().Name} pass"),
        };
    }

    private SourceNode Fill(SourceNode holder)
    {
        while (parser.Current is not (MappingEnd or SequenceEnd))
        {
            var key = holder.IsMapping ? Node() : null;
            var value = Node();
            value.Part = new SourcePart(holder, key, value);
            holder.Parts.Add(value.Part);
            holder.End = value.End;
        }
        if (holder.IsFlow)
            holder.End = BehindBracket(holder.Parts.Count == 0 ? holder.Start + 1 : holder.End);
        parser.MoveNext();
        return holder;
    }

    /// <summary>The parser's own mark of a closing bracket lies before it; only white space, a comma and comments can come before.</summary>
    private int BehindBracket(int index)
    {
        for (; source.Text[index] is not ('}' or ']'); index++)
            if (source.Text[index] == '#')
                index = source.EndOfLine(index);
        return index + 1;
    }

    private int At(Mark mark) => source.IndexOf(mark.Line, mark.Column);
}
