using System.Text.Json.Nodes;

namespace Vpio.Tests;

/// <summary>Runs the command line in this process, as a shell in the root of the repository or in another folder would.</summary>
internal static class CommandLine
{
    private static readonly Lock OneAtATime = new();

    /// <summary>Runs a command on a terminal so wide that no line is folded, so that a test can look for a sentence.</summary>
    public static (int Status, string Output, string Errors) Run(params string[] arguments) => Run(10_000, arguments);

    /// <summary>Runs a command whose output goes to a page of 80 columns.</summary>
    public static (int Status, string Output, string Errors) RunOnPage(params string[] arguments) => RunOnPageIn(RepositoryFiles.Root, arguments);

    /// <summary>The same, in a folder.</summary>
    public static (int Status, string Output, string Errors) RunOnPageIn(string folder, params string[] arguments) => Run(folder, 80, arguments);

    /// <summary>Runs a command on a terminal of a width.</summary>
    public static (int Status, string Output, string Errors) Run(int columns, string[] arguments) => Run(RepositoryFiles.Root, columns, arguments);

    private static (int Status, string Output, string Errors) Run(string where, int columns, string[] arguments)
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
                Environment.CurrentDirectory = where;
                Environment.SetEnvironmentVariable("COLUMNS", columns.ToString(System.Globalization.CultureInfo.InvariantCulture));
                return (Program.Main(arguments), newOutput.ToString(), newErrors.ToString());
            }
            finally
            {
                Console.SetOut(output);
                Console.SetError(errors);
                Environment.CurrentDirectory = folder;
                Environment.SetEnvironmentVariable("COLUMNS", null);
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
