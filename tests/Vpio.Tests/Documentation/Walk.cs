using System.Text.RegularExpressions;

namespace Vpio.Tests.Documentation;

/// <summary>
/// A page that makes a model, as a script: <c>yaml</c> blocks add to the model, <c>diff</c> blocks change it, <c>console</c>
/// blocks show commands with what they print. Under "Typical mistakes" every change is made in the finished model.
/// </summary>
/// <remarks>
/// The commands run in a folder with the model and the recordings, so that lines are folded as they are for a reader. A command may be followed by
/// <c>| grep WORD</c> or <c>| head -LINES</c>, so that a page shows the lines that it speaks of.
/// </remarks>
internal sealed partial class Walk
{
    private const string Mistakes = "## Typical mistakes";

    private readonly string folder = Directory.CreateTempSubdirectory("walk").FullName;
    private readonly string path;
    private string model = "";
    private string finished = "";

    /// <summary>Goes through a page.</summary>
    /// <param name="page">The page.</param>
    /// <param name="name">The file of the model, as the page calls it.</param>
    /// <param name="recordings">Where the recordings are that the page names, from the root of the repository.</param>
    public Walk(string page, string name, string recordings)
    {
        path = Path.Combine(folder, name);
        foreach (var shared in Directory.EnumerateFileSystemEntries(RepositoryFiles.PathOf(recordings)).Append(RepositoryFiles.PathOf("traces")).Where(each => Path.GetFileName(each) != name))
            File.CreateSymbolicLink(Path.Combine(folder, Path.GetFileName(shared)), shared);
        Printed = Block().Replace(page, Step);
    }

    /// <summary>The model at the end of the walk.</summary>
    public string Finished => finished.Length > 0 ? finished : model;

    /// <summary>The page with what its commands print now.</summary>
    public string Printed { get; }

    private string Step(Match block)
    {
        var text = block.Groups[2].Value;
        switch (block.Groups[1].Value)
        {
            case "yaml":
                model += text;
                break;
            case "diff":
                model = Change(Finished, text);
                break;
            case "console":
                return $"```console\n{Run(text)}```\n";
            default:
                finished = model;
                break;
        }
        return block.Value;
    }

    private string Run(string console)
    {
        if (model.Length > 0)
            File.WriteAllText(path, model);
        var printed = "";
        var status = 0;
        foreach (var command in console.Split('\n').Where(line => line.StartsWith("$ ", StringComparison.Ordinal)))
        {
            printed += command + "\n";
            if (command == "$ echo $?")
            {
                printed += status + "\n";
                continue;
            }
            var parts = command.Split(" | ");
            (status, var output, var errors) = CommandLine.RunOnPageIn(folder, parts[0].Split(' ')[2..]);
            printed += OutputFilter.Through(parts.ElementAtOrDefault(1), (output + errors).ReplaceLineEndings("\n"));
        }
        return printed;
    }

    private static string Change(string model, string diff)
    {
        var lines = diff.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var old = string.Concat(lines.Where(line => line[0] == '-').Select(line => line[1..] + "\n"));
        Assert.Equal(2, model.Split(old).Length);
        return model.Replace(old, string.Concat(lines.Where(line => line[0] == '+').Select(line => line[1..] + "\n")), StringComparison.Ordinal);
    }

    [GeneratedRegex($"```(yaml|diff|console)\n(.*?)```\n|^{Mistakes}$", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Block();
}
