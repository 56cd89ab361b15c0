using System.Globalization;

namespace Dmm.Modeling.Model;

/// <summary>Places in words, as a model writes them: <c>io+0x04</c>, and <c>csr[1]</c> for what is behind an index.</summary>
public static class PlaceText
{
    /// <summary>A byte: <c>io+0x04</c>; the index is enough for one behind it.</summary>
    public static string Of(DeviceModel model, int region, uint offset)
    {
        ArgumentNullException.ThrowIfNull(model);
        var name = model.Regions[region].Name;
        return IndexOf(model, region, offset) is { } index
            ? string.Create(CultureInfo.InvariantCulture, $"{name}[{index}]")
            : string.Create(CultureInfo.InvariantCulture, $"{name}+0x{offset:x2}");
    }

    /// <summary>All from one byte to another: <c>io+0x04..0x07</c>, <c>csr[1..2]</c>.</summary>
    public static string Of(DeviceModel model, int region, uint first, uint last)
    {
        var begin = Of(model, region, first);
        if (first == last || IndexOf(model, region, first) is { } index && index == IndexOf(model, region, last))
            return begin;
        return IndexOf(model, region, last) is { } end
            ? string.Create(CultureInfo.InvariantCulture, $"{begin[..^1]}..{end}]")
            : string.Create(CultureInfo.InvariantCulture, $"{begin}..0x{last:x2}");
    }

    private static uint? IndexOf(DeviceModel model, int region, uint offset) =>
        model.Regions[region].IsBehindIndex ? offset / model.Indexed.First(each => each.Region == region).Unit : null;
}
