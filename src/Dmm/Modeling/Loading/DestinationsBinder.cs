using System.Numerics;
using Dmm.Expressions;
using Dmm.Modeling.Model;
using Dmm.Modeling.Yaml;

namespace Dmm.Modeling.Loading;

/// <summary>Binds which frames are a guest's where its NIC knows several addresses, or looks groups up in a table.</summary>
internal static class DestinationsBinder
{
    /// <summary>Binds it; null when a part of it is not known.</summary>
    public static DestinationsInfo? Bind(Binding binding, YamlMapping entry)
    {
        var each = (int)(entry.Number("each") ?? 1);
        var stations = Parts(binding, entry);
        if (stations is { Count: var count } && (count % each != 0 || stations.Take(each).Sum(part => part.Bytes) is < AddressFilterInfo.AddressBytes or > sizeof(ulong)))
        {
            binding.Report.Error(DiagnosticCodes.Receive, entry["stations"]!, $"{each} of these {count} make no address of {AddressFilterInfo.AddressBytes} bytes", "correct 'each', or name other registers or variables");
            return null;
        }
        var (broadcast, all, everything) = (binding.Compile(entry, "broadcast", ExpressionType.Bool), binding.Compile(entry, "all_groups", ExpressionType.Bool), binding.Compile(entry, "everything", ExpressionType.Bool));
        var groups = entry["groups"] is YamlMapping table ? BindGroups(binding, table) : null;
        return stations is null || (groups is null && entry["groups"] is not null) ? null
            : new DestinationsInfo(stations, each, (int?)entry.Number("valid"), broadcast, groups, all, everything);
    }

    private static GroupTableInfo? BindGroups(Binding binding, YamlMapping entry)
    {
        var when = binding.Compile(entry, "when", ExpressionType.Bool);
        var shift = binding.Compile(entry, "shift", ExpressionType.Int);
        var isAddress = entry.Text("hash") == "address";
        if (isAddress != entry["shift"] is not null)
        {
            binding.Report.Error(isAddress ? DiagnosticCodes.MissingKey : DiagnosticCodes.WrongChoice, entry["hash"]!, "'shift' says which bits of the address stand for it, and goes with 'hash: address'", "write both or none");
            return null;
        }
        if (Registers(binding, entry, "table") is not { Count: > 0 } table || when is null)
            return null;
        var bits = table.Sum(register => 8 * register.Bytes);
        if (!BitOperations.IsPow2(bits) || table.Any(register => register.Bytes != table[0].Bytes) || (!isAddress && bits != 64))
        {
            binding.Report.Error(DiagnosticCodes.Receive, entry["table"]!, $"these registers have {bits} bits", isAddress ? "a table has a power of two of bits, in registers of one size" : "a table that a CRC chooses from has 64 bits, in registers of one size");
            return null;
        }
        return new GroupTableInfo(when, table, shift, entry.Text("hash") == "reflected-crc");
    }

    /// <summary>The parts of station addresses: registers, or variables that have as many bytes as their largest value.</summary>
    private static List<AddressPartInfo>? Parts(Binding binding, YamlMapping entry)
    {
        var parts = new List<AddressPartInfo>();
        var isFound = true;
        foreach (var name in entry.Scalars("stations").SelectMany(name => ContextBinder.RowOf(name, each => binding.Registers.ContainsKey(each) || binding.Variables.ContainsKey(each))))
            if (binding.Variables.TryGetValue(name.Text, out var variable))
                parts.Add(new AddressPartInfo(variable.Word, (71 - BitOperations.LeadingZeroCount(variable.Max)) / 8, null));
            else if (binding.TryFind(name, NameKind.Register, binding.Registers, out var register))
                parts.Add(new AddressPartInfo(register.Word, register.Bytes, register));
            else
                isFound = false;
        return isFound ? parts : null;
    }

    private static List<RegisterInfo>? Registers(Binding binding, YamlMapping entry, string key)
    {
        var registers = new List<RegisterInfo>();
        var isFound = true;
        foreach (var name in entry.Scalars(key).SelectMany(name => ContextBinder.RowOf(binding, name)))
            if (binding.TryFind(name, NameKind.Register, binding.Registers, out var register))
                registers.Add(register);
            else
                isFound = false;
        return isFound ? registers : null;
    }
}
