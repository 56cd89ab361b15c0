using Dmm.Compilation;
using Dmm.Devices;
using Dmm.Hooking;
using Dmm.Monitoring;

namespace Dmm.Replaying;

/// <summary>What each hook cost, out of a monitor's counts.</summary>
internal static class HookCosts
{
    /// <summary>What a processor can hook of memory-mapped registers.</summary>
    private const uint PageBytes = 4096;

    public static HookReport Report(MonitorTables tables, MonitorCounts counts, long accesses, long exits, bool usesMemory)
    {
        var ports = tables.Plan.Hooks.Select(hook => Port(tables, counts, hook)).ToList();
        // Hooks of several banks at one offset would be one hook if it could not be armed by bank.
        var perPort = ports.DistinctBy(port => (tables.Model.SeenAt(port.Hook.Region, port.Hook.Offset), port.Hook.IsWrite)).Sum(port => port.PerPort);
        return new HookReport(tables.Plan.Goals, accesses, exits, perPort, usesMemory ? PerPage(tables, counts) : null, ports);
    }

    private static HookedPort Port(MonitorTables tables, MonitorCounts counts, Hook hook)
    {
        var model = tables.Model;
        long hits = 0, perPort = 0;
        var dragged = new SortedSet<string>(StringComparer.Ordinal);
        var (region, offset) = model.SeenAt(hook.Region, hook.Offset);
        foreach (var (_, number) in Slots(tables, region, offset, hook.IsWrite))
            perPort += counts.Accesses[number];
        foreach (var (page, number) in Slots(tables, hook.Region, hook.Offset, hook.IsWrite))
        {
            if (hook.Pages.Count == 0 || hook.Pages.Contains(page))
                hits += counts.Hooked[number];
            else if (tables.Slots[number].Word > 0)
                dragged.Add(model.Registers[tables.Slots[number].Word - 1].Name);
        }
        return new HookedPort(model.Regions[hook.Region].Name, hook, hook.While(model), hits, perPort, [.. dragged]);
    }

    private static IEnumerable<(int Page, int Slot)> Slots(MonitorTables tables, int region, uint offset, bool isWrite)
    {
        var place = tables.Places[tables.FirstPlaces[region] + (int)offset];
        for (var page = 0; page <= place.SelectorMask; page++)
            if (tables.SlotNumbers[place.First + page * 2 + (isWrite ? 1 : 0)] is var number and > 0)
                yield return (page, number);
    }

    private static long PerPage(MonitorTables tables, MonitorCounts counts)
    {
        var model = tables.Model;
        var caught = new HashSet<int>();
        for (var region = 0; region < model.Regions.Count; region++)
        {
            // A region that shows another's registers is counted there, by the page if either is memory.
            if (model.Regions[region].IsBehindIndex || model.Regions[region].SameAs is not null)
                continue;
            var isMemory = model.Regions[region].Space == RegionSpace.Memory || model.Regions.Any(other => other.SameAs == model.Regions[region].Name && other.Space == RegionSpace.Memory);
            var unit = isMemory ? PageBytes : 1;
            var hooked = tables.Plan.Hooks.Select(hook => model.SeenAt(hook.Region, hook.Offset)).Where(place => place.Region == region).Select(place => place.Offset / unit).ToHashSet();
            for (uint offset = 0; offset < model.Regions[region].Size; offset++)
                if (hooked.Contains(offset / unit))
                    caught.UnionWith(Slots(tables, region, offset, true).Concat(Slots(tables, region, offset, false)).Select(slot => slot.Slot));
        }
        // A register of several bytes is one slot at each of them.
        return caught.Sum(slot => counts.Accesses[slot]);
    }
}
