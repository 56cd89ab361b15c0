using Dmm.Hooking;

namespace Dmm.Compilation;

/// <summary>Which pages of memory-mapped registers a guest may reach without the monitor: those in which the monitor has nothing to see and nothing to deny.</summary>
/// <remarks>
/// In a mapped page a guest makes any access: of each size, at each byte, in each bank and state. So one hooked byte, one that is hooked in some state only,
/// one where nothing is listed, or one register that does not take every size, keeps its page from being mapped. Reads and writes are asked apart, because
/// KVM maps a page for reading alone too.
/// </remarks>
internal static class DirectPages
{
    private const int MostBytes = 8;

    /// <summary>What may be mapped of a region.</summary>
    /// <param name="tables">The model and its hooks.</param>
    /// <param name="region">The region's number; one that shows the registers of another is judged like that one.</param>
    /// <param name="pages">How many pages are asked about. Beyond the region nothing is listed.</param>
    public static PageAccess[] Of(MonitorTables tables, int region, int pages) => Choose(pages, (page, isWrite) => PassesWhole(tables, region, page, isWrite));

    /// <summary>The pages without a hook, whatever else is in them. It is more than may be mapped, and shows what the hooks alone cost.</summary>
    /// <param name="tables">The model and its hooks.</param>
    /// <param name="region">The region's number.</param>
    /// <param name="pages">How many pages are asked about.</param>
    public static PageAccess[] WithoutHook(MonitorTables tables, int region, int pages) => Choose(pages, (page, isWrite) => !IsHookedAnywhere(tables, region, page, isWrite));

    private static PageAccess[] Choose(int pages, Func<uint, bool, bool> isDirect) =>
        [.. Enumerable.Range(0, pages).Select(page => !isDirect((uint)page, false) ? PageAccess.None : isDirect((uint)page, true) ? PageAccess.Both : PageAccess.Read)];

    private static bool PassesWhole(MonitorTables tables, int region, uint page, bool isWrite)
    {
        var end = (page + 1) * HookPlan.PageBytes;
        for (var offset = page * HookPlan.PageBytes; offset < end; offset++)
            for (var size = 1u; size <= MostBytes && offset + size <= end; size *= 2)
                if (!SlotsAt(tables, region, offset, isWrite).All(number => Passes(tables.Slots[number], number, size)))
                    return false;
        return true;
    }

    private static bool Passes(in Slot slot, int number, uint size) => number != 0 && (slot.Sizes & size) != 0 && !IsHooked(slot);

    private static bool IsHooked(in Slot slot) => slot.Armed != 0 || (slot.Flags & SlotFlags.BehindIndex) != 0;

    private static bool IsHookedAnywhere(MonitorTables tables, int region, uint page, bool isWrite)
    {
        for (var offset = page * HookPlan.PageBytes; offset < (page + 1) * HookPlan.PageBytes; offset++)
            if (SlotsAt(tables, region, offset, isWrite).Any(number => number != 0 && IsHooked(tables.Slots[number])))
                return true;
        return false;
    }

    /// <summary>The slots of a byte in all its banks; number 0, which is nothing listed, beyond the region.</summary>
    private static IEnumerable<int> SlotsAt(MonitorTables tables, int region, uint offset, bool isWrite)
    {
        if (offset >= tables.Regions[region].Count)
            return [0];
        var place = tables.Places[tables.Regions[region].First + (int)offset];
        return Enumerable.Range(0, place.SelectorMask + 1).Select(bank => (int)tables.SlotNumbers[place.First + bank * 2 + (isWrite ? 1 : 0)]);
    }
}
