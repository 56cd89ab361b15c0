using System.Globalization;
using Dmm.Compilation;
using Dmm.Modeling.Model;
using Dmm.Tracing;

namespace Dmm.Replaying;

/// <summary>An access in words. Every verb that shows an access takes them from here.</summary>
internal static class AccessText
{
    /// <summary><c>W io+0x00 = 0x26 (CR)</c>: the place first. The register is the one in the bank that a state block has selected.</summary>
    public static string Of(MonitorTables tables, ReadOnlySpan<ulong> words, in TraceEvent access)
    {
        var first = AccessPart.Of(tables, words, access)[0];
        var name = first.Register?.Name ?? Unnamed(first);
        var wide = access.Size == 1 ? "" : $", {access.Size} bytes";
        return $"{Direction(access)} {Place(tables.Model, access)} = 0x{access.Value:x2} ({name}{wide})";
    }

    /// <summary>
    /// <c>W CR = PS 0 | RD write | STA</c>: in the device's own words. Some bytes of a register are <c>TBCR[8..15]</c>, several registers
    /// <c>TPSR = 0x40, TBCR[0..7] = 0x3c</c>.
    /// </summary>
    public static string Named(MonitorTables tables, ReadOnlySpan<ulong> words, in TraceEvent access) =>
        Named(tables.Model, access, AccessPart.Of(tables, words, access));

    /// <summary>The same of parts that were found already.</summary>
    public static string Named(DeviceModel model, in TraceEvent access, IReadOnlyList<AccessPart> parts)
    {
        var text = "";
        for (var i = 0; i < parts.Count;)
        {
            var first = parts[i++];
            var (value, bytes) = (first.Access.Value, first.Access.Size);
            // The bytes of one register that has a place for each are one value.
            for (; i < parts.Count && first.Register is not null && parts[i].Register == first.Register && parts[i].Shift == first.Shift + bytes * 8; i++)
            {
                value |= parts[i].Access.Value << (bytes * 8);
                bytes += parts[i].Access.Size;
            }
            text = $"{text}{(text.Length == 0 ? "" : ", ")}{Part(model, first, value, bytes * 8)}";
        }
        return $"{Direction(access)} {text}";
    }

    private static string Unnamed(in AccessPart part) => part.IsHarmless ? "harmless" : "not listed";

    private static char Direction(in TraceEvent access) => access.Kind == TraceEventKind.Write ? 'W' : 'R';

    private static string Place(DeviceModel model, TraceEvent access) =>
        $"{model.Regions.FirstOrDefault(region => region.Number == access.Region)?.Name ?? $"region{access.Region}"}+0x{access.Offset:x2}";

    private static string Part(DeviceModel model, AccessPart part, ulong value, int width)
    {
        if (part.Register is not { } register)
            return $"{Place(model, part.Access)} = 0x{value:x2} ({Unnamed(part)})";
        if ((register.Access & AccessWords.Stream) != 0)
            return $"{register.Name} = 0x{value.ToString($"x{width / 4}", CultureInfo.InvariantCulture)}";
        var bits = width == register.Bytes * 8 ? "" : $"[{part.Shift}..{part.Shift + width - 1}]";
        return $"{register.Name}{bits} = {RegisterText.Of(register, value << part.Shift, part.Shift, width)}";
    }
}
