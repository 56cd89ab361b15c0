using System.CommandLine;
using System.CommandLine.Help;
using Vpio.Commands;
using Vpio.Outcomes;
using Vpio.Output;

namespace Vpio;

/// <summary>The command line: it reads files, calls the library and prints. Every verb is a few lines.</summary>
public static class Program
{
    /// <summary>Runs a verb and returns one of <see cref="ExitStatus"/>.</summary>
    public static int Main(string[] args)
    {
        args = Usage.WithHelp(args);
        var parsed = Verbs().Parse(args);
        if (Usage.IsUnfinished(parsed) && !args.Any(word => word.StartsWith('-')))
            parsed = Verbs().Parse([.. args, "--help"]);
        var errors = Usage.Errors(parsed, args);
        if (errors.Count == 0)
            return Run(parsed);
        foreach (var error in errors)
            Console.Error.WriteLine($"vpio: {error}");
        Console.Error.WriteLine($"vpio: 'vpio {Usage.VerbOf(parsed)}--help' shows what it takes");
        return ExitStatus.Usage;
    }

    /// <summary>All verbs.</summary>
    internal static RootCommand Verbs()
    {
        RootCommand verbs = new("Share one NIC among guests by a model of the device: check models, derive hooks, replay recordings of real drivers, let guests share a NIC.")
        {
            CheckCommand.Create(), HooksCommand.Create(), ReplayCommand.Create(), TryCommand.Create(), DecodeCommand.Create(), ExplainCommand.Create(), GraphCommand.Create(),
            CoverageCommand.Create(), ExportCommand.Create(), ReportCommand.Create(),
            ShrinkCommand.Create(), MutateCommand.Create(), MergeCommand.Create(), TraceCommand.Create(), NewCommand.Create(), MuxCommand.Create(), ServeCommand.Create(), VerifyCommand.Create(),
            BenchCommand.Create(), DevicesCommand.Create(), SchemaCommand.Create(),
        };
        verbs.Options.OfType<HelpOption>().Single().Action = new HelpAction { MaxWidth = FoldedText.Width };
        return verbs;
    }

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
            // The reader of our output has gone ('vpio ... | head'); there is nobody left to tell on that side.
            Console.Error.WriteLine($"vpio: the output could not be written: {broken.Message}");
            return ExitStatus.Usage;
        }
    }
}
