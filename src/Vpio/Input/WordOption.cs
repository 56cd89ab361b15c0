using Dmm.Spelling;
using System.CommandLine;

namespace Vpio.Input;

/// <summary>Options whose value is one of a few words.</summary>
internal static class WordOption
{
    /// <summary>Refuses every value but these words, and offers them where a shell completes.</summary>
    public static void AcceptWords(this Option option, params string[] words)
    {
        option.CompletionSources.Add(words);
        option.Validators.Add(result =>
        {
            foreach (var token in result.Tokens.Where(token => !words.Contains(token.Value)))
                result.AddError($"'{token.Value}' is not valid for {option.Name}: {(Suggestions.Find(token.Value, words) is { } near ? $"did you mean '{near}'? Its words are" : "give one of")} {string.Join(", ", words)}");
        });
    }
}
