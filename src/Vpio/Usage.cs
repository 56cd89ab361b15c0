using Dmm.Spelling;
using System.CommandLine;
using System.CommandLine.Parsing;

namespace Vpio;

/// <summary>What is wrong with a command line, in words that name what was typed and what to type instead.</summary>
internal static class Usage
{
    /// <summary>Asks for help as the parser knows it: by <c>help</c>, or by no verb at all.</summary>
    public static string[] WithHelp(string[] args) =>
        args.Length == 0 ? ["--help"] : args[0] == "help" ? [.. args[1..], "--help"] : args;

    /// <summary>Whether only a verb with others under it was typed, which asks for its help.</summary>
    public static bool IsUnfinished(ParseResult parsed) => parsed.CommandResult.Command.Subcommands.Count > 0 && parsed.UnmatchedTokens.Count == 0;

    /// <summary>The mistakes, what matters first; none when the line is right.</summary>
    public static IReadOnlyList<string> Errors(ParseResult parsed, string[] args)
    {
        var command = parsed.CommandResult.Command;
        var options = UnknownOptions(parsed, args).Select(word => UnknownOption(word, command)).ToList();
        if (options.Count > 0)
            return options;
        if (command.Subcommands.Count > 0 && parsed.UnmatchedTokens.Count > 0)
            return [UnknownVerb(parsed.UnmatchedTokens[0], command)];
        return [.. parsed.UnmatchedTokens.Select(word => $"'{word}' is one argument too many: {Takes(parsed)}"),
            .. parsed.Errors.Where(error => !IsAboutUnmatched(error, parsed)).Select(error => Worded(error, parsed)).Distinct()];
    }

    /// <summary>The verb as it is typed, with the one that it belongs to: <c>trace info </c>.</summary>
    public static string VerbOf(ParseResult parsed)
    {
        var verb = "";
        for (var result = parsed.CommandResult; result is { Command: not RootCommand }; result = result.Parent as CommandResult)
            verb = $"{result.Command.Name} {verb}";
        return verb;
    }

    /// <summary>Options that no verb has. The parser takes them for names of files, and such a file is hardly ever meant.</summary>
    private static IEnumerable<string> UnknownOptions(ParseResult parsed, string[] args) =>
        parsed.CommandResult.Children.OfType<ArgumentResult>().SelectMany(argument => argument.Tokens).Select(token => token.Value).Concat(parsed.UnmatchedTokens)
            .Where(word => word.Length > 1 && word[0] == '-' && args.TakeWhile(each => each != "--").Contains(word)).Distinct();

    private static string UnknownOption(string word, Command command)
    {
        var name = word.Split('=', ':')[0];
        var near = Suggestions.Find(name, command.Options.SelectMany(option => option.Aliases.Prepend(option.Name)));
        return $"there is no option '{name}'{(near is null ? "" : $"; did you mean '{near}'?")}{(near is null ? "; to" : " To")} pass a file with that name, put -- before it";
    }

    private static string UnknownVerb(string word, Command command)
    {
        var names = command.Subcommands.Select(each => each.Name).ToList();
        var of = command is RootCommand ? "" : $" under '{command.Name}'";
        return $"there is no verb '{word}'{of}: {(Suggestions.Find(word, names) is { } near ? $"did you mean '{near}'?" : $"there are {string.Join(", ", names)}")}";
    }

    private static bool IsAboutUnmatched(ParseError error, ParseResult parsed) =>
        parsed.UnmatchedTokens.Any(word => error.SymbolResult is CommandResult && error.Message.Contains($"'{word}'", StringComparison.Ordinal));

    private static string Worded(ParseError error, ParseResult parsed) => error.SymbolResult switch
    {
        ArgumentResult { Tokens.Count: 0, Parent: CommandResult } missing => $"{missing.Argument.Name} is missing: {Takes(parsed)}",
        ArgumentResult { Tokens.Count: 0, Parent: OptionResult option } => $"{option.Option.Name} needs a value",
        OptionResult { Tokens.Count: 0, Option.Arity.MinimumNumberOfValues: > 0, IdentifierTokenCount: > 0 } option => $"{option.Option.Name} needs a value",
        OptionResult { IdentifierTokenCount: > 1, Option.Arity.MaximumNumberOfValues: 1 } option => $"{option.Option.Name} is given {option.IdentifierTokenCount} times: give it once",
        _ => parsed.CommandResult.Command.Options.FirstOrDefault(option => option.Required && error.Message.StartsWith($"Option '{option.Name}' is required", StringComparison.Ordinal)) is { } required
            ? $"{required.Name} is missing: {required.Description}" : error.Message.TrimEnd('.'),
    };

    private static string Takes(ParseResult parsed) =>
        parsed.CommandResult.Command.Arguments is not { Count: > 0 } arguments ? $"'{VerbOf(parsed).TrimEnd()}' takes only options"
        : $"'{VerbOf(parsed).TrimEnd()}' takes {string.Join(' ', arguments.Select(each => each.Arity.MaximumNumberOfValues > 1 ? each.Name + "..." : each.Name))}";
}
