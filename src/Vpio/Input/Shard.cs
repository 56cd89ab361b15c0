using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace Vpio.Input;

/// <summary>The part of some work that one of several runs does: <c>2/8</c> is the second of eight.</summary>
/// <param name="Number">Which part, from 1.</param>
/// <param name="Of">How many parts there are.</param>
internal readonly record struct Shard(int Number, int Of)
{
    private const int Most = 1_000_000;

    /// <summary>All of the work.</summary>
    public static Shard Whole => new(1, 1);

    /// <summary>Whether there is one part only.</summary>
    public bool IsWhole => Of == 1;

    /// <summary>The option <c>--shard</c>.</summary>
    public static Option<Shard> Option() => new("--shard")
    {
        Description = "Do one part of the work, like 2/8; 'vpio merge' puts the results of all parts together.",
        HelpName = "I/N",
        DefaultValueFactory = _ => Whole,
        CustomParser = result =>
        {
            if (TryParse(result.Tokens[0].Value, out var shard))
                return shard;
            result.AddError($"'{result.Tokens[0].Value}' is no part of the work: give --shard as 2/8, the second of eight.");
            return Whole;
        },
    };

    /// <summary>Whether a command line asks for a part.</summary>
    public static bool IsGiven(CommandResult result, Option<Shard> option) => result.GetResult(option) is { Implicit: false } && !result.GetValue(option).IsWhole;

    /// <summary>Reads one.</summary>
    public static bool TryParse(string text, out Shard shard)
    {
        shard = default;
        if (text.Split('/') is not [var number, var of] || !TryNumber(number, out var first) || !TryNumber(of, out var second) || first > second)
            return false;
        shard = new(first, second);
        return true;
    }

    /// <summary>What of a list belongs to this part: every N-th, so that neighbours, which are often alike, go to different parts.</summary>
    public IEnumerable<T> Take<T>(IEnumerable<T> all)
    {
        var (number, of) = this;
        return all.Where((_, i) => i % of == number - 1);
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Number}/{Of}");

    private static bool TryNumber(string text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number is > 0 and <= Most;
}
