using System.Text.RegularExpressions;

namespace Vpio.Tests.Documentation;

/// <summary>
/// docs/writing-a-model.md as a script: <c>yaml</c> blocks add to the model, <c>diff</c> blocks change it, <c>console</c>
/// blocks show commands with what they print. Under "Typical mistakes" every change is made in the finished model.
/// </summary>
internal sealed partial class Walk
{
    private const string Mistakes = "## Typical mistakes";

    private readonly string path = Path.Combine(Directory.CreateTempSubdirectory("walk").FullName, "tn8.yaml");
    private string model = "";

    /// <summary>Goes through a page.</summary>
    public Walk(string page) => Printed = Block().Replace(page, Step);

    /// <summary>The model at the end of the walk.</summary>
    public string Finished { get; private set; } = "";

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
                model = Change(Finished.Length > 0 ? Finished : model, text);
                break;
            case "console":
                return $"```console\n{Run(text)}```\n";
            default:
                Finished = model;
                break;
        }
        return block.Value;
    }

    private string Run(string console)
    {
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
            var words = command.Split(' ')[2..].Select(word => word == "tn8.yaml" ? path : word.EndsWith(".log", StringComparison.Ordinal) ? $"docs/examples/{word}" : word);
            (status, var output, var errors) = CommandLine.Run([.. words]);
            printed += (output + errors).Replace(path, "tn8.yaml", StringComparison.Ordinal).Replace("docs/examples/", "", StringComparison.Ordinal);
        }
        return printed.ReplaceLineEndings("\n");
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
