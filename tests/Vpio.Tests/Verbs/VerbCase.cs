using System.CommandLine;
using System.Globalization;

namespace Vpio.Tests.Verbs;

/// <summary>A line of <c>verbs.txt</c>: a verb, the status it ends with, and its arguments.</summary>
internal sealed record VerbCase(int Line, string Verb, int Status, string[] Arguments)
{
    private const string NewFile = "NEW";

    public static IReadOnlyList<VerbCase> All { get; } = [.. File.ReadAllLines(RepositoryFiles.PathOf("tests", "Vpio.Tests", "Verbs", "verbs.txt"))
        .Select((text, index) => (Text: text, Line: index + 1))
        .Where(each => each.Text.Length > 0 && each.Text[0] != '#')
        .Select(each => Of(each.Line, each.Text.Split('|')))];

    /// <summary>The verbs that the command line knows, without those that only have others under them.</summary>
    public static IReadOnlyList<string> Known { get; } = [.. Leaves(Program.Verbs(), "")];

    /// <summary>What is typed, with a new file for each use.</summary>
    public string[] Typed => [.. Verb.Split(' '), .. Arguments.Select(word => word == NewFile ? Path.Combine(Directory.CreateTempSubdirectory("verb").FullName, "new") : word)];

    private static VerbCase Of(int line, string[] columns) =>
        new(line, columns[0].Trim(), int.Parse(columns[1], CultureInfo.InvariantCulture), columns[2].Split(' ', StringSplitOptions.RemoveEmptyEntries));

    private static IEnumerable<string> Leaves(Command command, string path) =>
        command.Subcommands.Count == 0 ? [path] : command.Subcommands.SelectMany(each => Leaves(each, $"{path} {each.Name}".Trim()));
}
