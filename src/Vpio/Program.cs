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
        var parsed = VerbsFor(args).Parse(args);
        if (Usage.IsUnfinished(parsed) && !args.Any(word => word.StartsWith('-')))
            parsed = VerbsFor(args).Parse([.. args, "--help"]);
        var errors = Usage.Errors(parsed, args);
        if (errors.Count == 0)
            return Run(parsed);
        foreach (var error in errors)
            Console.Error.WriteLine($"vpio: {error}");
        Console.Error.WriteLine($"vpio: 'vpio {Usage.VerbOf(parsed)}--help' shows what it takes");
        return ExitStatus.Usage;
    }

    /// <summary>All verbs, in the order in which the help lists them; those that are not asked for are not made.</summary>
    internal static IReadOnlyList<(string Name, Func<Command> Create)> Table { get; } =
    [
        ("check", CheckCommand.Create), ("hooks", HooksCommand.Create), ("replay", ReplayCommand.Create), ("try", TryCommand.Create), ("decode", DecodeCommand.Create),
        ("explain", ExplainCommand.Create), ("graph", GraphCommand.Create), ("coverage", CoverageCommand.Create), ("export", ExportCommand.Create),
        ("report", ReportCommand.Create), ("shrink", ShrinkCommand.Create), ("mutate", MutateCommand.Create), ("merge", MergeCommand.Create), ("trace", TraceCommand.Create),
        ("new", NewCommand.Create), ("mux", MuxCommand.Create), ("serve", ServeCommand.Create), ("verify", VerifyCommand.Create), ("bench", BenchCommand.Create),
        ("devices", DevicesCommand.Create), ("schema", SchemaCommand.Create),
    ];

    /// <summary>All verbs.</summary>
    internal static RootCommand Verbs() => Verbs(Table);

    /// <summary>What a command line needs: one verb if it begins with that, otherwise all.</summary>
    private static RootCommand VerbsFor(string[] args) => Table.Where(verb => verb.Name == args[0]).ToList() is { Count: 1 } asked ? Verbs(asked) : Verbs();

    private static RootCommand Verbs(IReadOnlyList<(string Name, Func<Command> Create)> table)
    {
        var verbs = new RootCommand("Share one NIC among guests by a model of the device: check models, derive hooks, replay recordings of real drivers, let guests share a NIC.");
        foreach (var (_, create) in table)
            verbs.Add(create());
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
