using System.CommandLine;
using Dmm.Compilation;
using Dmm.Hooking;
using Dmm.Memory;
using Dmm.Modeling.Model;
using Vpio.Input;
using Vpio.Outcomes;
using Vpio.Output;

namespace Vpio.Commands;

/// <summary><c>vpio hooks MODEL [RECORDING…]</c>.</summary>
internal static class HooksCommand
{
    public static Command Create()
    {
        var model = new Argument<string>("MODEL") { Description = "A model file (YAML)." };
        var recordings = new Argument<string[]>("RECORDING") { Description = "Recordings on which to measure the cost of the hooks.", Arity = ArgumentArity.ZeroOrMore };
        var variant = VariantOption.Create();
        var goals = GoalOption.Create();
        var json = new Option<bool>("--json") { Description = "Print JSON." };
        var command = new Command("hooks", "Derive which accesses a model needs hooked, and why; recordings show the cost. Example: vpio hooks models/ne2k.yaml traces/ne2k_pci-boot.qemu.log.gz --variant qemu")
        {
            model, recordings, variant, goals, json,
        };
        DeviceOptions.AddTo(command);
        command.SetAction(parsed =>
        {
            var survey = Survey(parsed.GetValue(model)!, parsed.GetValue(variant), GoalOption.Of(parsed, goals), parsed.GetValue(recordings)!, DeviceOptions.From(parsed));
            if (parsed.GetValue(json))
                JsonText.Print(HookSurveyJson.Write(survey, Provenance.Of(parsed.GetValue(model)!, survey.Recordings).Json(survey.Goals, GuestMap.OfPc)));
            else
                HookSurveyText.Print(survey);
            return survey.Variants.Any(each => each.Cost?.ProblemCount > 0) ? ExitStatus.Inconclusive : ExitStatus.Clean;
        });
        return command;
    }

    private static HookSurvey Survey(string path, string? variant, HookGoals goals, string[] recordings, DeviceOptions device)
    {
        var chosen = ModelFile.Load(path, variant);
        GoalOption.MustSuit(chosen, goals);
        var costs = new List<VariantCost>();
        // The chosen variant first: it is the one whose hooks are listed.
        foreach (var name in chosen.Variants.OrderBy(name => name != chosen.Variant))
        {
            var model = name == chosen.Variant ? chosen : ModelFile.Load(path, name);
            foreach (var goal in Subsets(goals).Where(goal => Suits(model, goal)))
                costs.Add(Cost(TableCompiler.Compile(model, goal), recordings, device));
        }
        return new HookSurvey(chosen, goals, recordings, costs);
    }

    /// <summary>A variant may lack what another has: a section, or addresses of guest memory.</summary>
    private static bool Suits(DeviceModel model, HookGoals goals) =>
        (model.SharesFrames || !goals.HasFlag(HookGoals.Frames)) && (model.Station is not null || !goals.HasFlag(HookGoals.Station)) && (!goals.HasFlag(HookGoals.Shadow) || ShadowPlan.Of(model).IsNeeded);

    private static VariantCost Cost(MonitorTables tables, string[] recordings, DeviceOptions device) =>
        new(tables.Model.Variant, tables.Plan, HookCost.Sum(recordings.Select(recording => ReplayCommand.Play(tables, recording, device))));

    private static IEnumerable<HookGoals> Subsets(HookGoals goals) =>
        new[] { goals, HookGoals.Handoff | HookGoals.Dma | HookGoals.Shadow, HookGoals.Handoff | HookGoals.Dma, HookGoals.Handoff, HookGoals.Dma | HookGoals.Shadow, HookGoals.Dma, HookGoals.Frames, HookGoals.Station }.Where(goal => (goals & goal) == goal).Distinct();
}
