using Dmm.Modeling.Model;
using Dmm.Modeling.Yaml;

namespace Dmm.Modeling.Loading;

/// <summary>Binds paging, and checks that every register says which bank it is in exactly where that is a question.</summary>
internal static class PagingBinder
{
    /// <summary>No bank register has more bits; the tables grow with the banks.</summary>
    private const int MaxBits = 4;

    /// <summary>The tables are searched range by range.</summary>
    private const int MaxRanges = 8;

    public static void Bind(Binding binding)
    {
        var isWhole = binding.IsWhole("paging");
        foreach (var (key, value) in binding.Section("paging"))
            isWhole &= TryBind(binding, key, (YamlScalar)value);
        foreach (var (key, value) in binding.Section("registers"))
            if (binding.Registers.TryGetValue(key.Text, out var register))
                CheckPages(binding, register, (YamlMapping)value, isWhole);
    }

    /// <summary>A register or a field of one.</summary>
    public static (RegisterInfo Register, int Shift, int Width)? FindField(Binding binding, YamlScalar scalar)
    {
        var dot = scalar.Text.IndexOf('.', StringComparison.Ordinal);
        if (!binding.TryFind(dot < 0 ? scalar : scalar.Part(0, dot), NameKind.Register, binding.Registers, out var register))
            return null;
        if (dot < 0)
            return (register, 0, register.Bytes * 8);
        var name = scalar.Part(dot + 1);
        if (register.Fields.FirstOrDefault(field => field.Name == name.Text) is { } field)
            return (register, field.Shift, field.Width);
        if (!binding.IsBroken(scalar.Text))
            binding.Unknown(name, $"'{register.Name}' has no field '{name.Text}'", [.. register.Fields.Select(each => each.Name)], "describe it under its 'fields'");
        return null;
    }

    private static bool TryBind(Binding binding, YamlScalar key, YamlScalar selector)
    {
        if (RegionBinder.ReadPlace(binding, key) is not { } range || FindField(binding, selector) is not { } field)
            return false;
        if (field.Width > MaxBits)
            binding.Report.Error(DiagnosticCodes.TooLarge, selector, $"{selector.Text} has {field.Width} bits; at most {1 << MaxBits} banks are possible", "select by a field of the register that is narrower");
        else if (binding.Paging.Count == MaxRanges)
            binding.Report.Error(DiagnosticCodes.TooLarge, key, $"more than {MaxRanges} ranges under 'paging'", "join ranges that the same field selects");
        else if (binding.Paging.FirstOrDefault(other => other.Region == range.Region && other.First <= range.Last && range.First <= other.Last) is { } other)
            binding.Report.Error(DiagnosticCodes.RegistersOverlap, key, $"offset 0x{Math.Max(other.First, range.First):x} is banked by line {other.Location.Line} already", "let ranges not overlap");
        else
        {
            binding.Paging.Add(new PagingInfo(range.Region, range.First, range.Last, field.Register, field.Shift, field.Width, selector.Text, key.Location));
            return true;
        }
        return false;
    }

    private static void CheckPages(Binding binding, RegisterInfo register, YamlMapping entry, bool isWhole)
    {
        CheckPages(binding, register.Places, register.Pages, entry["page"] ?? entry["at"]!, isWhole);
        if (register.Readback is { } readback && entry["readback"] is YamlMapping details)
            CheckPages(binding, readback.Places, readback.Page is { } page ? [page] : null, details["page"] ?? details["at"]!, isWhole);
    }

    private static void CheckPages(Binding binding, IReadOnlyList<PlaceInfo> places, IReadOnlyList<int>? pages, YamlNode node, bool isWhole)
    {
        foreach (var place in places)
        {
            var paging = binding.Paging.FirstOrDefault(paging => paging.Covers(place.Region, place.Offset));
            if (paging is null && pages is not null && isWhole)
                binding.Report.Error(DiagnosticCodes.WrongChoice, node, $"a 'page' is given, but offset 0x{place.Offset:x} is not banked", "leave 'page' out, or let a range under 'paging' cover the offset");
            else if (paging is not null && pages is null)
                binding.Report.Error(DiagnosticCodes.WrongChoice, node, $"offset 0x{place.Offset:x} is banked by {paging.Text} (line {paging.Location.Line}), but no 'page' is given", $"add 'page: 0', or as the data sheet says, up to {paging.Banks - 1}");
            else if (paging is not null && pages!.FirstOrDefault(page => page >= paging.Banks, -1) is >= 0 and var wrong)
                binding.Report.Error(DiagnosticCodes.OutOfRange, node, $"there is no bank {wrong}: {paging.Text} selects banks 0 to {paging.Banks - 1}", "correct it, or the bits of the field");
            else
                continue;
            return;
        }
    }
}
