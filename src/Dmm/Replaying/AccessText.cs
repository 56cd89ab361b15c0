using Dmm.Compilation;
using Dmm.Tracing;

namespace Dmm.Replaying;

/// <summary>An access in the device's own words.</summary>
internal static class AccessText
{
    /// <summary><c>W io+0x00 = 0x26 (CR)</c>; the register is the one in the bank that a state block has selected.</summary>
    public static string Of(MonitorTables tables, ReadOnlySpan<ulong> words, in TraceEvent access)
    {
        var number = access.Region;
        var isWrite = access.Kind == TraceEventKind.Write;
        var region = tables.Model.Regions.FirstOrDefault(region => region.Number == number)?.Name ?? $"region{number}";
        var name = "not listed";
        if (access.Offset < tables.RegionSize[number])
        {
            var word = tables.Slots[tables.SlotNumberOf(number, access.Offset, isWrite, words)].Word;
            name = word < 0 ? name : tables.Model.Registers[word - 1].Name;
        }
        var wide = access.Size == 1 ? "" : $", {access.Size} bytes";
        return $"{(isWrite ? 'W' : 'R')} {region}+0x{access.Offset:x2} = 0x{access.Value:x2} ({name}{wide})";
    }
}
