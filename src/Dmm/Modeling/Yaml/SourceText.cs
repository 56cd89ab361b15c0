namespace Dmm.Modeling.Yaml;

/// <summary>The text of a file and where its lines begin. Lines end as editors see them: by LF, CR LF or CR.</summary>
internal sealed class SourceText
{
    private readonly string file;
    private readonly List<int> lineStarts = [0];

    public SourceText(string file, string text)
    {
        this.file = file;
        Text = text;
        for (var i = 0; i < text.Length; i++)
            if (text[i] == '\n' || (text[i] == '\r' && (i + 1 == text.Length || text[i + 1] != '\n')))
                lineStarts.Add(i + 1);
    }

    /// <summary>The text.</summary>
    public string Text { get; }

    /// <summary>Line and column of an index; of the end, for an index behind it.</summary>
    public Location At(int index)
    {
        index = Math.Min(index, Text.Length);
        var found = lineStarts.BinarySearch(index);
        var line = found >= 0 ? found : ~found - 1;
        return new Location(file, line + 1, index - lineStarts[line] + 1);
    }

    /// <summary>The index of a line and column; the nearest one that exists, for those that do not.</summary>
    public int IndexOf(long line, long column)
    {
        if (line < 1)
            return 0;
        if (line > lineStarts.Count)
            return Text.Length;
        var start = lineStarts[(int)line - 1];
        return (int)Math.Clamp(start + column - 1, start, EndOfLine(start));
    }

    /// <summary>Where the line of an index begins.</summary>
    public int StartOfLine(int index) => lineStarts[At(index).Line - 1];

    /// <summary>Where the line of an index ends, before its line break.</summary>
    public int EndOfLine(int index)
    {
        var end = Text.AsSpan(index).IndexOfAny('\n', '\r');
        return end < 0 ? Text.Length : index + end;
    }

    /// <summary>Where the line after that of an index begins, or -1.</summary>
    public int NextLine(int index) => At(index).Line is var line && line < lineStarts.Count ? lineStarts[line] : -1;

    /// <summary>The first character of a line that is not a space, from where it begins; its end, for an empty one.</summary>
    public int FirstInLine(int lineStart)
    {
        while (lineStart < Text.Length && Text[lineStart] == ' ')
            lineStart++;
        return lineStart;
    }

    /// <summary>Whether only blanks or a comment follow in the line.</summary>
    public bool IsBlankFrom(int index)
    {
        var rest = Text.AsSpan(index, EndOfLine(index) - index).TrimStart(" \t");
        return rest.IsEmpty || rest[0] == '#';
    }
}
