using Dmm.Compilation;
using Dmm.Modeling.Model;
using Dmm.Tracing;

namespace Dmm.Replaying;

/// <summary>What one access does to one register: most accesses have one part, a wide one has one for each register that it covers.</summary>
/// <remarks>Parts are found as the monitor finds them, in the bank that it knew when the access came.</remarks>
/// <param name="Register">The register, or null where none is listed.</param>
/// <param name="Access">The part as an access of its own.</param>
/// <param name="Shift">How far its value stands from the lowest bit of the register.</param>
/// <param name="IsFollowed">Whether the monitor can come to know the value: it is hooked or probed.</param>
/// <param name="Resets">Whether it resets the device.</param>
/// <param name="IsHarmless">Whether it does nothing, where no register is listed.</param>
internal readonly record struct AccessPart(RegisterInfo? Register, TraceEvent Access, int Shift, bool IsFollowed, bool Resets, bool IsHarmless = false)
{
    /// <summary>The parts of an access, in ascending order of addresses.</summary>
    /// <param name="tables">The model.</param>
    /// <param name="words">The state block before the access.</param>
    /// <param name="access">A read or a write.</param>
    public static List<AccessPart> Of(MonitorTables tables, ReadOnlySpan<ulong> words, in TraceEvent access)
    {
        var whole = At(tables, words, access);
        if ((whole.Register is null && !whole.IsHarmless) || (SlotOf(tables, words, access).Sizes & access.Size) != 0 || whole.Register is { } first && tables.IsStream(first.Word))
            return [whole];
        var parts = new List<AccessPart>();
        for (var at = 0; at < access.Size;)
        {
            var size = Math.Max(1, tables.LargestPart(access, at, words));
            parts.Add(At(tables, words, access.Part(at, size)));
            at += size;
        }
        return parts;
    }

    private static AccessPart At(MonitorTables tables, ReadOnlySpan<ulong> words, in TraceEvent access)
    {
        if (access.Offset >= tables.Regions[access.Region].Count)
            return new AccessPart(null, access, 0, false, false);
        ref readonly var slot = ref SlotOf(tables, words, access);
        return slot.Word < 0
            ? new AccessPart(null, access, 0, false, false, (slot.Flags & SlotFlags.Unlisted) == 0)
            : new AccessPart(tables.Model.Registers[slot.Word - 1], access, slot.Shift,
                (slot.Flags & (SlotFlags.Hooked | SlotFlags.Probed)) != 0, (slot.Flags & SlotFlags.Resets) != 0);
    }

    private static ref readonly Slot SlotOf(MonitorTables tables, ReadOnlySpan<ulong> words, in TraceEvent access) =>
        ref tables.Slots[tables.SlotNumberOf(access.Region, access.Offset, access.Kind == TraceEventKind.Write, words)];
}
