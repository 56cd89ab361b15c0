using System.Text.Json.Nodes;
using Dmm.Hooking;
using Vpio.Input;

namespace Vpio.Output;

/// <summary>The hooked I/O list for programs.</summary>
internal static class HookSurveyJson
{
    public static JsonObject Write(HookSurvey survey, JsonObject provenance) => new()
    {
        ["model"] = survey.Model.Name,
        ["variant"] = survey.Model.Variant,
        ["provenance"] = provenance,
        ["goals"] = Goals(survey.Goals),
        ["recordings"] = JsonText.List(survey.Recordings.Select(recording => (JsonNode)recording)),
        ["hooks"] = JsonText.List(survey.Chosen.Plan.Hooks.Select(hook => Hook(survey, hook))),
        ["probed"] = JsonText.List(survey.Chosen.Plan.Probed.Select(register => (JsonNode)register.Name)),
        ["choices"] = JsonText.List(HookChoice.Of(survey.Chosen.Plan).Select(choice => Choice(survey, choice))),
        ["variants"] = JsonText.List(survey.Variants.Select(Variant)),
    };

    private static JsonArray Goals(HookGoals goals) => JsonText.List(GoalOption.Words(goals).Select(word => (JsonNode)word));

    private static JsonObject Hook(HookSurvey survey, Hook hook)
    {
        var port = survey.Chosen.Cost?.Ports.FirstOrDefault(port => port.Hook == hook);
        return new JsonObject
        {
            ["region"] = survey.Model.Regions[hook.Region].Name,
            ["offset"] = hook.Offset,
            ["direction"] = hook.IsWrite ? "write" : "read",
            ["register"] = hook.Register.Name,
            ["while"] = hook.While(survey.Model),
            ["accesses"] = port?.Accesses,
            ["perPort"] = port?.PerPort,
            ["reasons"] = JsonText.List(hook.Reasons.Select(reason => new JsonObject
            {
                ["need"] = reason.Need.ToString().ToLowerInvariant(),
                ["goals"] = Goals(reason.Goal),
                ["text"] = reason.Text,
            })),
        };
    }

    private static JsonObject Choice(HookSurvey survey, HookChoice choice) => new()
    {
        ["name"] = choice.Name,
        ["ports"] = choice.Hooks.Count,
        ["accesses"] = survey.Chosen.Cost?.Of(choice),
        ["loses"] = JsonText.List(choice.Loses.Select(loss => (JsonNode)loss)),
    };

    private static JsonObject Variant(VariantCost each) => new()
    {
        ["variant"] = each.Variant,
        ["goals"] = Goals(each.Plan.Goals),
        ["ports"] = each.Plan.Hooks.Count,
        ["accesses"] = each.Cost?.Accesses,
        ["hooked"] = each.Cost?.Hooked,
        ["hookedExits"] = each.Cost?.HookedExits,
        ["frames"] = each.Cost?.Frames,
        ["perPort"] = each.Cost?.PerPort,
        ["perPage"] = each.Cost?.PerPage,
    };
}
