using System.Numerics;
using System.Text.Json.Nodes;
using Dmm.Compilation;

namespace Dmm.Exporting;

/// <summary>The hooks of an exported model, and its slots: what an access at an offset, in a bank and direction, means.</summary>
internal static class HookJson
{
    public static JsonArray Hooks(MonitorTables tables) => ModelJson.List(tables.Plan.Hooks, hook => new JsonObject
    {
        ["region"] = tables.Model.Regions[hook.Region].Name,
        ["offset"] = hook.Offset,
        ["direction"] = Direction(hook.IsWrite),
        ["register"] = hook.Register.Name,
        ["while"] = hook.While(tables.Model),
        ["reasons"] = ModelJson.List(hook.Reasons.Select(reason => reason.Text).Distinct(), reason => reason),
    });

    public static JsonArray Slots(MonitorTables tables)
    {
        var all = new JsonArray();
        foreach (var (index, region) in tables.Model.Regions.Index().Where(each => each.Item.SameAs is null))
            for (var offset = 0u; offset < region.Size; offset++)
            {
                var place = tables.Places[tables.FirstPlaces[index] + (int)offset];
                for (var entry = 0; entry < (place.SelectorMask + 1) * 2; entry++)
                    if (tables.SlotNumbers[place.First + entry] is var number and > 0 && tables.Slots[number].Word > 0)
                        all.Add(Slot(tables, region.Name, offset, place.SelectorMask == 0 ? null : entry / 2, entry % 2 != 0, tables.Slots[number]));
            }
        return all;
    }

    private static JsonNode Slot(MonitorTables tables, string region, uint offset, int? bank, bool isWrite, in Slot slot) => new JsonObject
    {
        ["region"] = region,
        ["offset"] = offset,
        ["bank"] = bank,
        ["direction"] = Direction(isWrite),
        ["register"] = tables.Model.Registers[slot.Word - 1].Name,
        ["shift"] = slot.Shift,
        ["sizes"] = Sizes(slot.Sizes),
        ["hooked"] = (slot.Flags & SlotFlags.Hooked) != 0,
        ["armed"] = States(tables, slot.Armed),
        ["probed"] = (slot.Flags & SlotFlags.Probed) != 0,
        ["resets"] = (slot.Flags & SlotFlags.Resets) != 0,
        ["rules"] = Rules(tables, slot.Rules),
        ["observations"] = Rules(tables, slot.Observations),
    };

    private static JsonArray Rules(MonitorTables tables, RuleRange range) =>
        ModelJson.List(Enumerable.Range(range.First, range.Count), i => tables.Rules[i].Index);

    private static JsonArray Sizes(byte sizes) => ModelJson.List(Enumerable.Range(0, 8).Where(bit => (sizes >> bit & 1) != 0), bit => 1 << bit);

    /// <summary>The states while in which the hook is armed; none of them means always.</summary>
    private static JsonArray States(MonitorTables tables, ulong armed) => armed == 0 || BitOperations.PopCount(armed) == 64 ? [] : ModelJson.List(
        from machine in tables.Model.Machines from state in machine.States where (armed & state.Mask) != 0 select $"{machine.Name} is {state.Name}", name => name);

    private static string Direction(bool isWrite) => isWrite ? "write" : "read";
}
