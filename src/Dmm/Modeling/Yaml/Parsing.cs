using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Dmm.Modeling.Yaml;

/// <summary>The parser, and how far it has come: what it says of a mistake is often less than that.</summary>
internal sealed class Parsing(SourceText source)
{
    private readonly Parser parser = new(new StringReader(source.Text));
    private readonly Stack<ParsingEvent> open = [];

    /// <summary>The file.</summary>
    public SourceText Source => source;

    /// <summary>The event that is looked at.</summary>
    public ParsingEvent Current => parser.Current ?? throw new EndOfStreamException("the text ends in the middle of a value");

    /// <summary>The last event that was taken; null at the begin.</summary>
    public ParsingEvent? Last { get; private set; }

    /// <summary>The outermost <c>[</c> or <c>{</c> that is open, or null.</summary>
    public ParsingEvent? OutermostBracket => open.LastOrDefault(IsBracket);

    /// <summary>Whether the whole file stands in brackets.</summary>
    public bool IsBracketRoot => open.Count > 0 && IsBracket(open.Last());

    /// <summary>Goes to the first event.</summary>
    public void Begin() => parser.MoveNext();

    /// <summary>Takes the current event and goes to the next, at which the parser throws if it finds a mistake there.</summary>
    public ParsingEvent Take()
    {
        var taken = Current;
        Last = taken;
        if (taken is SequenceStart or MappingStart)
            open.Push(taken);
        else if (taken is SequenceEnd or MappingEnd)
            open.Pop();
        parser.MoveNext();
        return taken;
    }

    /// <summary>Where a mark of the parser lies in the text.</summary>
    public int IndexOf(Mark mark) => source.IndexOf(mark.Line, mark.Column);

    /// <summary>Where a mark of the parser lies in the file.</summary>
    public Location At(Mark mark) => source.At(IndexOf(mark));

    private static bool IsBracket(ParsingEvent start) =>
        start is SequenceStart { Style: SequenceStyle.Flow } or MappingStart { Style: MappingStyle.Flow };
}
