using System.CommandLine;
using System.Globalization;

namespace Vpio.Input;

/// <summary>Options whose value is a number from 1.</summary>
internal static class CountOption
{
    /// <summary>A new option.</summary>
    public static Option<int> Create(string name, int otherwise, string description) => new(name)
    {
        Description = $"{description} {otherwise.ToString("N0", CultureInfo.InvariantCulture)} when left out.",
        DefaultValueFactory = _ => otherwise,
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0)
                return number;
            result.AddError($"'{text}' is no number: give {name} as a number from 1.");
            return 0;
        },
    };
}
