using Dmm.Modeling;
using Dmm.Modeling.Grammar;
using Dmm.Modeling.Loading;
using Dmm.Modeling.Yaml;
using Passthrough.Multiplexing.Sharing;

namespace Passthrough.Scenarios;

/// <summary>Whether turns are possible: the longest is not shorter than the shortest, and no VMM gives its device up while it waits for one.</summary>
internal static class TurnCheck
{
    /// <summary>Checks a scenario.</summary>
    public static void Check(YamlMapping root, Report report)
    {
        var hasMachines = root["guests"].Mappings().Any(guest => guest.Text("kind") is GuestCatalog.Vmm or GuestCatalog.Qemu);
        var usual = hasMachines ? SchedulerPlan.OfMachines : new SchedulerPlan();
        var scheduler = root["scheduler"] as YamlMapping;
        if (BoundOf(scheduler, "least_ms", usual.LeastMs) is not { } least || BoundOf(scheduler, "most_ms", usual.MostMs) is not { } most)
            return;
        if (most < least)
            report.Error(ScenarioCodes.Range, scheduler![scheduler["most_ms"] is null ? "least_ms" : "most_ms"]!,
                $"the longest turn, {most} ms, is shorter than the shortest, {least} ms", "make most_ms at least as large as least_ms");
        if (root["serve"] is YamlMapping serve && serve["timeout_ms"] is { } timeout && BoundOf(serve, "timeout_ms", 0) is { } timeoutMs
            && LongestWaitMs(root, most) is { } longest && longest >= timeoutMs)
            report.Error(ScenarioCodes.Range, timeout, $"a guest may wait {longest} ms for its turn, and its VMM gives the device up after {timeoutMs} ms",
                "make timeout_ms larger, or leave it out; or make most_ms, deadline_ms or weights smaller");
    }

    /// <summary>How long the guest waits at most that waits for all others: each has its turn, and then the time in which it may let go on a busy host.</summary>
    private static ulong? LongestWaitMs(YamlMapping root, ulong mostMs)
    {
        if (BoundOf(root["sharing"] as YamlMapping, "deadline_ms", SchedulerPlan.DeadlineMsOfMachines) is not { } deadlineMs)
            return null;
        var waits = root["guests"].Mappings().Select(guest => (BoundOf(guest, "weight", 1) ?? 1) * mostMs + Deadline.Most * deadlineMs).ToList();
        return waits.Count == 0 ? null : waits.Aggregate((sum, wait) => sum + wait) - waits.Min();
    }

    private static ulong? BoundOf(YamlMapping? keys, string key, int usual) =>
        keys?[key] is null ? (ulong)usual : keys.Text(key) is { } text && Numbers.TryParse(text, out var number) ? number : null;
}
