using Dmm.Modeling;
using Dmm.Modeling.Grammar;
using Dmm.Modeling.Loading;
using Dmm.Modeling.Yaml;

namespace Passthrough.Scenarios;

/// <summary>Whether the longest turn is not shorter than the shortest.</summary>
internal static class TurnCheck
{
    /// <summary>Checks a scenario.</summary>
    public static void Check(YamlMapping root, Report report)
    {
        if (root["scheduler"] is not YamlMapping scheduler)
            return;
        var usual = root["guests"].Mappings().Any(guest => guest.Text("kind") is GuestCatalog.Vmm or GuestCatalog.Qemu) ? SchedulerPlan.OfMachines : new SchedulerPlan();
        if (BoundOf(scheduler, "least_ms", usual.LeastMs) is { } least && BoundOf(scheduler, "most_ms", usual.MostMs) is { } most && most < least)
            report.Error(ScenarioCodes.Range, scheduler[scheduler["most_ms"] is null ? "least_ms" : "most_ms"]!,
                $"the longest turn, {most} ms, is shorter than the shortest, {least} ms", "make most_ms at least as large as least_ms");
    }

    private static ulong? BoundOf(YamlMapping scheduler, string key, int usual) =>
        scheduler[key] is null ? (ulong)usual : scheduler.Text(key) is { } text && Numbers.TryParse(text, out var number) ? number : null;
}
