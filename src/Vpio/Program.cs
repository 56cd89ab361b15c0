using System.CommandLine;
using System.CommandLine.Parsing;
using Vpio.Commands;
using Vpio.Outcomes;

namespace Vpio;

/// <summary>The command line: it reads files, calls the library and prints. Every verb is a few lines.</summary>
public static class Program
{
    /// <summary>Runs a verb and returns one of <see cref="ExitStatus"/>.</summary>
    public static int Main(string[] args)
    {
        var parsed = Verbs().Parse(args);
        var errors = parsed.Errors.Select(error => error.Message).Concat(UnknownOptions(parsed, args)).ToList();
        if (errors.Count == 0)
            return Run(parsed);
        foreach (var error in errors)
            Console.Error.WriteLine($"vpio: {error}");
        Console.Error.WriteLine($"vpio: 'vpio {VerbOf(parsed)}--help' shows what it takes");
        return ExitStatus.Usage;
    }

    /// <summary>All verbs.</summary>
    internal static RootCommand Verbs() => new("Device models for sharing a NIC among guests: check them, derive what must be hooked, replay recordings of real drivers against them, and let guests share a NIC by them.")
    {
        CheckCommand.Create(), HooksCommand.Create(), ReplayCommand.Create(), DecodeCommand.Create(), ExplainCommand.Create(), GraphCommand.Create(),
        CoverageCommand.Create(), ExportCommand.Create(), ReportCommand.Create(),
        ShrinkCommand.Create(), MutateCommand.Create(), TraceCommand.Create(), NewCommand.Create(), MuxCommand.Create(), VerifyCommand.Create(),
        BenchCommand.Create(), SchemaCommand.Create(),
    };

    private static int Run(ParseResult parsed)
    {
        try
        {
            return parsed.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        catch (InputException bad)
        {
            Console.Error.WriteLine($"vpio: {bad.Message}");
            return ExitStatus.Usage;
        }
        catch (IOException broken) when (Console.IsOutputRedirected)
        {
            // Whoever read our output has gone ('vpio ... | head'); there is nobody left to tell on that side.
            Console.Error.WriteLine($"vpio: the output could not be written: {broken.Message}");
            return ExitStatus.Usage;
        }
    }

    /// <summary>Options that no verb has. The parser takes them for names of files, and such a file is hardly ever meant.</summary>
    private static IEnumerable<string> UnknownOptions(ParseResult parsed, string[] args) =>
        parsed.CommandResult.Children.OfType<ArgumentResult>().SelectMany(argument => argument.Tokens).Select(token => token.Value)
            .Where(word => word.StartsWith("--", StringComparison.Ordinal) && args.TakeWhile(each => each != "--").Contains(word))
            .Select(word => $"there is no option '{word}'; a file of that name is given behind --");

    /// <summary>The verb as it is typed, with the one that it belongs to: <c>trace info </c>.</summary>
    private static string VerbOf(ParseResult parsed)
    {
        var verb = "";
        for (var result = parsed.CommandResult; result is { Command: not RootCommand }; result = result.Parent as CommandResult)
            verb = $"{result.Command.Name} {verb}";
        return verb;
    }
}
