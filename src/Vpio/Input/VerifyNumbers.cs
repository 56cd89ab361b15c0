using System.CommandLine;
using System.Globalization;

namespace Vpio.Input;

/// <summary>The numbers of a verification on the command line.</summary>
internal static class VerifyNumbers
{
    private const int MostGuests = 16, MostHandoffs = 100_000_000, MostSeconds = 1_000_000;
    private const long MostAccesses = 100_000_000_000;

    /// <summary><c>--guests 2,3,8</c>.</summary>
    public static Option<int[]?> Guests() => new("--guests")
    {
        Description = "Numbers of guests that share the device, joined by commas. Default: 2,3,8; on QEMU 2; with --control 8; with --mutate 3,8.",
        Arity = ArgumentArity.ExactlyOne,
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            var numbers = text.Split(',').Select(each => int.TryParse(each, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0).ToArray();
            if (Array.TrueForAll(numbers, number => number is >= 2 and <= MostGuests))
                return [.. numbers.Distinct()];
            result.AddError($"'{text}' is not a number of guests: give --guests as numbers from 2 to {MostGuests}, joined by commas, like 2,3,8.");
            return null;
        },
    };

    /// <summary><c>--handoffs 10000</c>.</summary>
    public static Option<long?> Handoffs() => new("--handoffs")
    {
        Description = "Minimum number of hand-offs in all. Default: 10000; on QEMU 1000; with --control 100 per obstacle; with --mutate 1000 per line and number of guests.",
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= MostHandoffs)
                return number;
            result.AddError($"'{text}' is not a number of hand-offs: give --handoffs as a whole number from 1 to {MostHandoffs}, like 1000.");
            return null;
        },
    };

    /// <summary><c>--accesses 1000000</c>.</summary>
    public static Option<long?> Accesses() => new("--accesses")
    {
        Description = "Minimum number of hostile accesses in all. Default: 1000000; on QEMU 50000.",
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= MostAccesses)
                return number;
            result.AddError($"'{text}' is not a number of accesses: give --accesses as a whole number from 1 to {MostAccesses}, like 20000.");
            return null;
        },
    };

    /// <summary><c>--seconds 60</c>.</summary>
    public static Option<int?> Seconds() => new("--seconds")
    {
        Description = "Time limit in seconds; default: none.",
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= MostSeconds)
                return number;
            result.AddError($"'{text}' is not a time: give --seconds as a whole number from 1 to {MostSeconds}, like 60.");
            return null;
        },
    };

    /// <summary><c>--workers 8</c>.</summary>
    public static Option<int?> Workers() => Number("--workers", "Number of searches side by side, among which the accesses are divided. Default: the number of processors.", IsolationPlan.MostWorkers);

    /// <summary><c>--runs 400</c>.</summary>
    public static Option<int?> Runs() => Number("--runs", "Make so many runs for each number of guests, whatever hand-offs they have; instead of --handoffs.", MostHandoffs);

    private static Option<int?> Number(string name, string description, int most) => new(name)
    {
        Description = description,
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= most)
                return number;
            result.AddError($"'{text}' is no number for {name}: give a whole number from 1 to {most}.");
            return null;
        },
    };

    /// <summary><c>--seed 7</c>.</summary>
    public static Option<ulong?> Seed() => new("--seed")
    {
        Description = "Random seed for hand-off times and frame lengths. Default: 1. On the simulated device the same seed gives the same run.",
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= long.MaxValue)
                return number;
            result.AddError($"'{text}' is not a seed: give --seed as a whole number from 0, like 7.");
            return null;
        },
    };
}
