using Dmm.Devices;
using Dmm.Hooking;
using Dmm.Replaying;
using Vpio.Input;

namespace Vpio.Output;

/// <summary>The hooked I/O list for people.</summary>
internal static class HookSurveyText
{
    public static void Print(HookSurvey survey)
    {
        var (chosen, cost) = (survey.Chosen, survey.Chosen.Cost);
        FoldedText.WriteLine($"Hooks of {survey.Model.Name}, variant {survey.Model.Variant}, for {GoalOption.Phrase(survey.Goals)}");
        if (cost is not null)
            FoldedText.WriteLine($"in {string.Join(", ", survey.Recordings)}: {Figures.Count(cost.Accesses)} accesses, {Figures.Count(cost.Frames)} frames");
        FoldedText.WriteLine();
        HookText.PrintPorts(survey.Model, cost?.Ports ?? Uncounted(survey), cost?.Accesses ?? 0);
        PrintReasons(chosen.Plan);
        PrintProbed(chosen.Plan);
        FoldedText.WriteLine("Any access to a place where no register is listed is hooked too, and denied.");
        if (survey.Model.Regions.Any(region => region.Space == RegionSpace.Memory))
            FoldedText.WriteLine("A memory region is hooked by whole pages of 4 KiB: every register that shares a page with a hooked one is caught with it.");
        FoldedText.WriteLine();
        PrintChoices(chosen);
        PrintVariants(survey);
    }

    private static List<HookedPort> Uncounted(HookSurvey survey) =>
        [.. survey.Chosen.Plan.Hooks.Select(hook => new HookedPort(survey.Model.Regions[hook.Region].Name, hook, hook.While(survey.Model), 0, 0, []))];

    private static void PrintReasons(HookPlan plan)
    {
        FoldedText.WriteLine();
        FoldedText.WriteLine("What each buys");
        foreach (var group in plan.Hooks.GroupBy(hook => (hook.Register.Name, hook.IsWrite)))
            foreach (var reason in group.First().Reasons)
                FoldedText.WriteLine($"  {(group.Key.IsWrite ? 'W' : 'R')} {group.Key.Name,-7} {reason.Text}");
        FoldedText.WriteLine();
    }

    private static void PrintProbed(HookPlan plan)
    {
        if (plan.Probed.Count > 0)
            FoldedText.WriteLine($"Not hooked, because the monitor reads them for itself when it is asked: {string.Join(", ", plan.Probed.Select(register => register.Name))}.");
    }

    private static void PrintChoices(VariantCost chosen)
    {
        var choices = HookChoice.Of(chosen.Plan);
        if (choices.Count == 1)
            return;
        FoldedText.WriteLine("Cheaper lists, and what they lose");
        foreach (var choice in choices)
        {
            var share = chosen.Cost is { } cost ? $"{Figures.Percent(cost.Of(choice), cost.Accesses)} of accesses" : $"{choice.Hooks.Count} ports";
            FoldedText.WriteLine($"  {choice.Name}: {share}");
            foreach (var loss in choice.Loses)
                FoldedText.WriteLine($"    loses {loss}");
        }
        FoldedText.WriteLine();
    }

    private static void PrintVariants(HookSurvey survey)
    {
        var counted = survey.Chosen.Cost is not null;
        FoldedText.WriteLine("Variants and goals");
        var table = counted
            ? new TextTable("variant", "for", "ports", "hooked", "share", "exits", "per frame", "per port", "share") { Right = [2, 3, 4, 5, 6, 7, 8] }
            : new TextTable("variant", "for", "ports") { Right = [2] };
        foreach (var each in survey.Variants)
        {
            var goals = string.Join(",", GoalOption.Words(each.Plan.Goals));
            var ports = Figures.Count(each.Plan.Hooks.Count);
            if (each.Cost is { } cost)
                table.Add(each.Variant, goals, ports, Figures.Count(cost.Hooked), Figures.Percent(cost.Hooked, cost.Accesses), Figures.Count(cost.HookedExits),
                    Figures.Ratio(cost.Hooked, cost.Frames), Figures.Count(cost.PerPort), Figures.Percent(cost.PerPort, cost.Accesses));
            else
                table.Add(each.Variant, goals, ports);
        }
        table.Print();
        if (counted)
            FoldedText.WriteLine("'hooked' arms hooks by bank and state, which the monitor knows from CR-like registers; 'per port' is the cost where hooks stay armed.");
        if (survey.Chosen.Cost?.PerPage is { } perPage)
            FoldedText.WriteLine($"Hooking whole memory pages: {Figures.Count(perPage)} accesses, {Figures.Percent(perPage, survey.Chosen.Cost.Accesses)}.");
    }
}
