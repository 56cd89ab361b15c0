using System.CommandLine;
using Dmm.Analysis.Hooks;
using Dmm.Modeling.Model;

namespace Vpio.Input;

/// <summary><c>--for handoff,dma,frames</c>.</summary>
internal static class GoalOption
{
    /// <summary>A new option; handoff and dma when it is not given.</summary>
    public static Option<HookGoals> Create() => new("--for", "--goal")
    {
        Description = "What the monitor is to answer: handoff (is the device reusable?), dma (is a DMA legitimate?), frames (whose are received frames?), or several, joined by commas; handoff,dma when left out.",
        DefaultValueFactory = _ => HookGoals.Handoff | HookGoals.Dma,
        AllowMultipleArgumentsPerToken = false,
        CustomParser = result =>
        {
            var goals = HookGoals.None;
            foreach (var word in result.Tokens[0].Value.Split(',', StringSplitOptions.TrimEntries))
            {
                switch (word)
                {
                    case "handoff": goals |= HookGoals.Handoff; break;
                    case "dma": goals |= HookGoals.Dma; break;
                    case "frames": goals |= HookGoals.Frames; break;
                    default:
                        result.AddError($"'{word}' is not a goal: give --for handoff, --for dma, --for frames, or several joined by commas: --for handoff,dma.");
                        return HookGoals.None;
                }
            }
            return goals;
        },
    };

    /// <summary>Ends the verb if a model cannot serve the goals.</summary>
    public static void MustSuit(DeviceModel model, HookGoals goals)
    {
        if (goals.HasFlag(HookGoals.Frames) && model.Receive is null)
            throw new InputException($"'{model.Name}', variant '{model.Variant}', does not say how frames are received: --for frames needs a section 'receive' in the model");
    }

    /// <summary>The goals in a sentence: <c>handoff, dma and frames</c>.</summary>
    public static string Phrase(HookGoals goals)
    {
        var words = Words(goals).ToList();
        return words.Count < 2 ? string.Concat(words) : $"{string.Join(", ", words.SkipLast(1))} and {words[^1]}";
    }

    /// <summary>The goals as they are written on the command line.</summary>
    public static IEnumerable<string> Words(HookGoals goals)
    {
        if (goals.HasFlag(HookGoals.Handoff))
            yield return "handoff";
        if (goals.HasFlag(HookGoals.Dma))
            yield return "dma";
        if (goals.HasFlag(HookGoals.Frames))
            yield return "frames";
    }
}
