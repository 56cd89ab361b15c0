namespace Dmm.Analysis.Mutation.Source;

/// <summary>Takes a part out of a text so that the rest is still what it was, every line with its number.</summary>
internal static class Removal
{
    /// <summary>The change that takes a part out; the last part of a mapping or list takes it along, for an empty one means something else.</summary>
    public static TextEdit Of(SourcePart part, string text)
    {
        var (holder, siblings) = (part.Holder, part.Holder.Parts);
        if (siblings.Count == 1 && holder.Part is not null)
            return Of(holder.Part, text);
        var at = siblings.FindIndex(each => each.Start == part.Start);
        if (!holder.IsFlow)
            return Block(holder.IsMapping ? part.Start : text.LastIndexOf('-', part.Start), part.End, text);
        if (siblings.Count == 1)
            return new TextEdit(part.Start, part.End - part.Start, "");
        return at < siblings.Count - 1
            ? Flow(part.Start, siblings[at + 1].Start, text)
            : Flow(siblings[at - 1].End, part.End, text);
    }

    /// <summary>To the end of the line, with its comment.</summary>
    private static TextEdit Block(int start, int end, string text)
    {
        var line = text.AsSpan(end).IndexOf('\n');
        return new TextEdit(start, (line < 0 ? text.Length : end + line) - start, Lines(text.AsSpan(start, end - start)));
    }

    /// <summary>What is left of the last line keeps its indentation, for a bracket may not stand left of its block.</summary>
    private static TextEdit Flow(int start, int end, string text)
    {
        var removed = text.AsSpan(start, end - start);
        var last = removed[(removed.LastIndexOf('\n') + 1)..];
        var indentation = last.Length == removed.Length ? "" : new string(' ', last.Length - last.TrimStart(' ').Length);
        return new TextEdit(start, end - start, Lines(removed) + indentation);
    }

    private static string Lines(ReadOnlySpan<char> removed) => new('\n', removed.Count('\n'));
}
