using Dmm.Modeling.Model;
using Dmm.Monitoring;
using Dmm.Tracing;

namespace Dmm.Replaying;

/// <summary>Why an access is denied that no check denies: which byte, direction or width the model does not list.</summary>
public static class UnlistedText
{
    /// <summary>The reason in one sentence.</summary>
    public static string Of(DeviceModel model, in TraceEvent access, DenialKind kind)
    {
        ArgumentNullException.ThrowIfNull(model);
        if (kind == DenialKind.TooLarge)
            return "it gives the device what has no place in the copies of structures in memory: too much of it, or a chain that the device has still, or one with a table of its own";
        var number = access.Region;
        if (model.Regions.FirstOrDefault(each => each.Number == number) is not { } region)
            return $"the model has no BAR {number}: it has {string.Join(", ", model.Regions.Where(each => !each.IsBehindIndex).Select(each => $"BAR {each.Number} ({each.Name})"))}";
        if (access.Offset + (ulong)access.Size > region.Size)
            return $"{region.Name} has 0x{region.Size:x} bytes in the model";
        var isWrite = access.Kind == TraceEventKind.Write;
        for (var i = 0; i < access.Size; i++)
            if (OfByte(model, region, access.Offset + (uint)i, isWrite) is { } reason)
                return reason;
        return OfWidth(model, region, access, isWrite);
    }

    private static string? OfByte(DeviceModel model, RegionInfo region, uint offset, bool isWrite)
    {
        var there = At(model, region, offset).ToList();
        if (there.Exists(each => isWrite ? each.IsWritable : each.IsReadable) || IsHarmless(model, region, offset, isWrite))
            return null;
        var place = $"{region.Name}+0x{offset:x2}";
        return there.Count == 0 ? $"the model lists no register at {place}"
            : $"at {place} the model lists {Names(there)} for {(isWrite ? "reading" : "writing")} only";
    }

    private static string OfWidth(DeviceModel model, RegionInfo region, in TraceEvent access, bool isWrite)
    {
        var there = At(model, region, access.Offset).Where(each => isWrite ? each.IsWritable : each.IsReadable).ToList();
        var widths = there.SelectMany(each => each.StreamSizes.Count > 0 ? each.StreamSizes : [.. each.PartSizes, each.Places[0].Size]).Distinct().Order().ToList();
        if (there.Count == 0)
            return $"{access.Size} bytes at a harmless place reach a register, and the model lists no such accesses of {region.Name} under 'spans'";
        if (!widths.Contains(access.Size))
            return $"an access of {Names(there)} has {string.Join(" or ", widths)} {(widths is [1] ? "byte" : "bytes")}, not {access.Size}";
        return there.Exists(each => each.Pages is null)
            ? $"{access.Size} bytes are more than {Names(there)}: another register begins or ends within them"
            : $"the bank of {Names(there)} is not selected";
    }

    private static bool IsHarmless(DeviceModel model, RegionInfo region, uint offset, bool isWrite)
    {
        var name = region.SameAs ?? region.Name;
        return model.Harmless.Any(entry => entry.Places.Any(place =>
            place.IsWrite == isWrite && model.Regions[place.Region].Name == name && place.First <= offset && offset <= place.Last));
    }

    private static IEnumerable<RegisterInfo> At(DeviceModel model, RegionInfo region, uint offset)
    {
        var name = region.SameAs ?? region.Name;
        return model.Registers.Where(register => model.SeenAt(register).Any(place =>
            model.Regions[place.Region].Name == name && offset >= place.Offset && offset - place.Offset < place.Size));
    }

    private static string Names(IEnumerable<RegisterInfo> registers) => string.Join(" and ", registers.Select(each => each.Name).Distinct());
}
