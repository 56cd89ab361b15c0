using System.Text.Json.Nodes;

namespace Vpio.Tests;

/// <summary>Runs the command line in this process, as a shell in the root of the repository would.</summary>
internal static class CommandLine
{
    private static readonly Lock OneAtATime = new();

    /// <summary>Runs a command.</summary>
    public static (int Status, string Output, string Errors) Run(params string[] arguments)
    {
        // The console and the current folder belong to the whole process.
        lock (OneAtATime)
        {
            var (output, errors) = (Console.Out, Console.Error);
            var folder = Environment.CurrentDirectory;
            using var newOutput = new StringWriter();
            using var newErrors = new StringWriter();
            try
            {
                Console.SetOut(newOutput);
                Console.SetError(newErrors);
                Environment.CurrentDirectory = RepositoryFiles.Root;
                return (Program.Main(arguments), newOutput.ToString(), newErrors.ToString());
            }
            finally
            {
                Console.SetOut(output);
                Console.SetError(errors);
                Environment.CurrentDirectory = folder;
            }
        }
    }

    /// <summary>Runs a command that prints one JSON object.</summary>
    public static JsonObject RunJson(params string[] arguments)
    {
        var (_, output, errors) = Run(arguments);
        Assert.True(output.StartsWith('{'), errors);
        return JsonNode.Parse(output)!.AsObject();
    }
}
