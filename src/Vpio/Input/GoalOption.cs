using System.CommandLine;
using Dmm.Hooking;
using Dmm.Modeling.Model;
using Vpio.Outcomes;

namespace Vpio.Input;

/// <summary><c>--for handoff,dma,frames,shadow,station</c>.</summary>
internal static class GoalOption
{
    /// <summary>A new option; handoff and dma when it is not given.</summary>
    public static Option<HookGoals> Create() => new("--for", "--goal")
    {
        Description = "Questions for the monitor, joined by commas: handoff (is the device reusable?), dma (is a DMA legitimate?), frames (whose are received frames?), shadow (what does the device find in place of addresses and descriptors?), station (what does a driver find as the address of its NIC?). Default: handoff,dma.",
        HelpName = "handoff|dma|frames|shadow|station",
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
                    case "shadow": goals |= HookGoals.Shadow; break;
                    case "station": goals |= HookGoals.Station; break;
                    default:
                        result.AddError($"'{word}' is not a goal: give --for handoff, --for dma, --for frames, --for dma,shadow, or several joined by commas: --for handoff,dma.");
                        return HookGoals.None;
                }
            }
            return goals;
        },
    };

    /// <summary>What the user gave, or what is meant when nothing was given.</summary>
    public static HookGoals Of(ParseResult parsed, Option<HookGoals> option) =>
        parsed.GetValue(option) is var goals and not HookGoals.None ? goals : HookGoals.Handoff | HookGoals.Dma;

    /// <summary>Ends the verb if a model cannot serve the goals.</summary>
    public static void MustSuit(DeviceModel model, HookGoals goals)
    {
        if (goals.HasFlag(HookGoals.Frames) && !model.SharesFrames)
            throw new InputException($"'{model.Name}', variant '{model.Variant}', does not say how frames are received: --for frames needs a section 'receive' or 'delivery' in the model");
        if (goals.HasFlag(HookGoals.Station) && model.Station is null)
            throw new InputException($"'{model.Name}', variant '{model.Variant}', does not say where drivers find the address of their NIC: --for station needs a section 'station' in the model");
        if (goals.HasFlag(HookGoals.Shadow) && !goals.HasFlag(HookGoals.Dma))
            throw new InputException("--for shadow needs dma too, for the device is given copies of what was checked: give --for dma,shadow");
        if (goals.HasFlag(HookGoals.Shadow) && !ShadowPlan.Of(model).IsNeeded)
            throw new InputException($"'{model.Name}', variant '{model.Variant}', has no addresses of guest memory: leave shadow out of --for");
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
        if (goals.HasFlag(HookGoals.Shadow))
            yield return "shadow";
        if (goals.HasFlag(HookGoals.Station))
            yield return "station";
    }
}
