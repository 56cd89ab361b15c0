namespace Dmm.Tests.Ne2k;

/// <summary>Reads sequences: a file holds several, each under a line <c>== name</c>; <c>include NAME</c> takes one of init.txt.</summary>
internal static class Sequence
{
    public static string Folder { get; } = RepositoryFiles.PathOf("tests", "Dmm.Tests", "Ne2k", "Sequences");

    public static IEnumerable<string> NamesIn(string file) =>
        File.ReadLines(file).Where(line => line.StartsWith("== ", StringComparison.Ordinal)).Select(line => line[3..]);

    /// <summary>The lines of a sequence with their file and number, comments taken off.</summary>
    public static IEnumerable<(string Place, string[] Words)> Lines(string file, string name)
    {
        var lines = File.ReadAllLines(file);
        var start = Array.IndexOf(lines, "== " + name);
        Assert.True(start >= 0, $"{Path.GetFileName(file)} has no sequence '{name}'");
        for (var i = start + 1; i < lines.Length && !lines[i].StartsWith("== ", StringComparison.Ordinal); i++)
        {
            var words = lines[i].Split('#')[0].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (words is ["include", var other])
                foreach (var line in Lines(Path.Combine(Folder, "init.txt"), other))
                    yield return line;
            else if (words.Length > 0)
                yield return ($"{Path.GetFileName(file)}:{i + 1}: {lines[i]}", words);
        }
    }
}
