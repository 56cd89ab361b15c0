namespace Dmm.Tests.Expressions;

/// <summary>Cases in a text file: one a line, columns between semicolons, '#' before a comment.</summary>
internal static class TextCorpus
{
    public static IEnumerable<(int Line, string[] Columns)> Read(string file)
    {
        var lines = File.ReadAllLines(RepositoryFiles.PathOf("tests", "Dmm.Tests", "Expressions", "Corpus", file));
        for (var i = 0; i < lines.Length; i++)
        {
            if (lines[i].Length > 0 && lines[i][0] != '#')
                yield return (i + 1, lines[i].Split(';', StringSplitOptions.TrimEntries));
        }
    }

    /// <summary>Runs all cases and reports every failure with its line.</summary>
    public static void Check(string file, int columns, Func<string[], string?> problemOf)
    {
        var problems = new List<string>();
        var count = 0;
        foreach (var (line, cells) in Read(file))
        {
            count++;
            var problem = cells.Length == columns ? problemOf(cells) : $"{columns} columns expected";
            if (problem is not null)
                problems.Add($"{file}:{line}: {problem}");
        }
        Assert.True(problems.Count == 0, string.Join(Environment.NewLine, problems));
        Assert.NotEqual(0, count);
    }
}
