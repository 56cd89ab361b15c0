using Dmm.Expressions;
using Dmm.Modeling.Model;
using Dmm.Modeling.Yaml;

namespace Dmm.Modeling.Loading;

/// <summary>Binds which frames a NIC takes.</summary>
internal static class AddressFilterBinder
{
    private const int HashBytes = 8; // a bit for each value of six bits

    /// <summary>Binds it; null when a part of it is not known.</summary>
    public static AddressFilterInfo? Bind(Binding binding, YamlMapping entry)
    {
        var station = binding.KnownRegister(entry, "station", AddressFilterInfo.AddressBytes, "a station address");
        var broadcast = binding.Compile(entry, "broadcast", ExpressionType.Bool);
        var everything = binding.Compile(entry, "everything", ExpressionType.Bool);
        var groups = entry["groups"] as YamlMapping;
        var when = groups is null ? null : binding.Compile(groups, "when", ExpressionType.Bool);
        var hash = groups is null ? null : binding.KnownRegister(groups, "hash", HashBytes, "a register with a bit for each hash of six bits");
        return station is null ? null : new AddressFilterInfo(station, broadcast, when, hash, everything);
    }
}
