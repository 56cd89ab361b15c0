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
        Description = "How many guests share the device, or several such numbers joined by commas; 2,3,8 when left out, on QEMU 2; with --control 8, with --mutate 3,8.",
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
        Description = "Hand-offs to be made at least, in all; 10000 when left out, on QEMU 1000. With --control those forced for each obstacle, 100; with --mutate those for each line and number of guests, 1000.",
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
        Description = "Hostile accesses to be made at least, in all; 1000000 when left out, on QEMU 50000.",
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
        Description = "How long it takes at most, in seconds; as long as it takes when left out.",
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= MostSeconds)
                return number;
            result.AddError($"'{text}' is not a time: give --seconds as a whole number from 1 to {MostSeconds}, like 60.");
            return null;
        },
    };

    /// <summary><c>--seed 7</c>.</summary>
    public static Option<ulong?> Seed() => new("--seed")
    {
        Description = "Random seed for hand-off times and frame lengths; 1 when left out. The same seed gives the same run.",
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
