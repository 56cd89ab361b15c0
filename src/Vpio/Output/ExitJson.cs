using System.Text.Json.Nodes;
using Passthrough.Costs.Exits;
using Vpio.Input;

namespace Vpio.Output;

/// <summary>The exits of a driver for programs.</summary>
internal static class ExitJson
{
    public static JsonObject Write(ExitSurvey survey) => new()
    {
        ["model"] = survey.Model.Name,
        ["variant"] = survey.Model.Variant,
        ["goals"] = JsonText.List(GoalOption.Words(survey.Goals).Select(word => (JsonNode)word)),
        ["recording"] = survey.Recording,
        ["card"] = survey.Card,
        ["accesses"] = survey.Report.Accesses,
        ["reads"] = survey.Report.Reads,
        ["frames"] = survey.Frames,
        ["rows"] = JsonText.List(survey.Report.Rows.Select(Row)),
        ["remark"] = survey.Report.Remark,
        ["problem"] = survey.Report.Problem,
    };

    private static JsonObject Row(ExitRow row) => new()
    {
        ["id"] = row.Id,
        ["pages"] = row.Pages,
        ["pagesRead"] = row.PagesRead,
        ["pagesWritten"] = row.PagesWritten,
        ["memoryExits"] = row.MemoryExits,
        ["portExits"] = row.PortExits,
        ["allExits"] = row.AllExits,
        ["readsAlike"] = row.Alike,
    };
}
