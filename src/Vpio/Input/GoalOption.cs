using System.CommandLine;
using Dmm.Analysis.Hooks;

namespace Vpio.Input;

/// <summary><c>--for handoff,dma</c>.</summary>
internal static class GoalOption
{
    /// <summary>A new option; both goals when it is not given.</summary>
    public static Option<HookGoals> Create() => new("--for")
    {
        Description = "What the monitor is to answer: handoff (is the device reusable?), dma (is a DMA legitimate?), or both, which is the default.",
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
                    default:
                        result.AddError($"'{word}' is not a goal: give --for handoff, --for dma, or --for handoff,dma.");
                        return HookGoals.None;
                }
            }
            return goals;
        },
    };

    /// <summary>The goals as they are written on the command line.</summary>
    public static IEnumerable<string> Words(HookGoals goals)
    {
        if (goals.HasFlag(HookGoals.Handoff))
            yield return "handoff";
        if (goals.HasFlag(HookGoals.Dma))
            yield return "dma";
    }
}
