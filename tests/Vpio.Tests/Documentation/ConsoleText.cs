namespace Vpio.Tests.Documentation;

/// <summary>A text as a terminal shows it: commands after <c>$ vpio</c>, each with what it prints, and <c>$ echo $?</c> with its status.</summary>
internal static class ConsoleText
{
    /// <summary>Runs the commands of a text in the root of the repository.</summary>
    /// <returns>The text as it would be now.</returns>
    public static string Rerun(string text)
    {
        var printed = "";
        var status = 0;
        foreach (var command in text.Split('\n').Where(line => line.StartsWith("$ ", StringComparison.Ordinal)))
        {
            printed += command + "\n";
            if (command == "$ echo $?")
            {
                printed += status + "\n";
                continue;
            }
            var parts = command.Split(" | ");
            (status, var output, var errors) = CommandLine.RunOnPage([.. parts[0].Split(' ', StringSplitOptions.RemoveEmptyEntries)[2..].SelectMany(Expand)]);
            printed += OutputFilter.Through(parts.ElementAtOrDefault(1), (output + errors).ReplaceLineEndings("\n"));
        }
        return printed.ReplaceLineEndings("\n");
    }

    /// <summary>A word with a * in its last part is the files that it means, as a shell has it.</summary>
    private static IEnumerable<string> Expand(string word) =>
        !word.Contains('*', StringComparison.Ordinal) ? [word]
        : Directory.EnumerateFiles(RepositoryFiles.PathOf(Path.GetDirectoryName(word)!), Path.GetFileName(word))
            .Select(path => Path.GetRelativePath(RepositoryFiles.Root, path)).Order(StringComparer.Ordinal);

    /// <summary>Fails where a text is not what is printed now, and leaves that in <c>artifacts/</c>, which outlives the test.</summary>
    public static void AssertSame(string name, string expected, string printed)
    {
        if (printed == expected)
            return;
        var file = Path.GetFileName(name);
        File.WriteAllText(Path.Combine(Directory.CreateDirectory(RepositoryFiles.PathOf("artifacts")).FullName, file), printed);
        Assert.Fail($"'diff {name} artifacts/{file}' tells what is printed otherwise; 'cp artifacts/{file} {name}' makes it what is expected");
    }
}
