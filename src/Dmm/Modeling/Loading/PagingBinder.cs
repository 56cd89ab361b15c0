using Dmm.Modeling.Model;
using Dmm.Modeling.Yaml;

namespace Dmm.Modeling.Loading;

/// <summary>Binds paging, and checks that every register says which bank it is in exactly where that is a question.</summary>
internal static class PagingBinder
{
    /// <summary>More banks than any bank register has; the tables grow with it.</summary>
    private const int MaxBanks = 16;

    public static void Bind(Binding binding)
    {
        foreach (var (key, value) in binding.Section("paging"))
        {
            var selector = (YamlScalar)value;
            if (RegionBinder.ReadPlace(binding, key) is not { } range || FindField(binding, selector) is not { } field)
                binding.Break("paging"); // so that nobody is told that a place is not banked
            else if (1 << field.Width > MaxBanks)
                binding.Report.Error(DiagnosticCodes.TooLarge, selector.Location, $"{selector.Text} has {field.Width} bits; at most {MaxBanks} banks are possible", "select by a narrower field");
            else
                binding.Paging.Add(new PagingInfo(range.Region, range.First, range.Last, field.Register, field.Shift, field.Width, selector.Text, key.Location));
        }
        if (binding.Paging.Count > 8)
            binding.Report.Error(DiagnosticCodes.TooLarge, binding.Root["paging"]!.Location, "more than 8 ranges under 'paging'", "");
        foreach (var register in binding.Registers.Values)
            CheckPages(binding, register);
    }

    /// <summary>A register or a field of one.</summary>
    public static (RegisterInfo Register, int Shift, int Width)? FindField(Binding binding, YamlScalar scalar)
    {
        var dot = scalar.Text.IndexOf('.', StringComparison.Ordinal);
        var name = new YamlScalar(dot < 0 ? scalar.Text : scalar.Text[..dot], scalar.Location, quoted: false, verbatim: 0);
        if (!binding.TryFind(name, binding.Registers, "register", out var register))
            return null;
        if (dot < 0)
            return (register, 0, register.Bytes * 8);
        var field = register.Fields.FirstOrDefault(field => field.Name == scalar.Text[(dot + 1)..]);
        if (field is not null)
            return (register, field.Shift, field.Width);
        if (!binding.IsBroken(scalar.Text[(dot + 1)..]))
            binding.Report.Error(DiagnosticCodes.UnknownName, scalar.At(dot + 1), $"'{register.Name}' has no field '{scalar.Text[(dot + 1)..]}'",
                register.Fields.Count == 0 ? "" : $"it has {string.Join(", ", register.Fields.Select(each => each.Name))}");
        return null;
    }

    private static void CheckPages(Binding binding, RegisterInfo register)
    {
        binding.Report.Enter("registers");
        binding.Report.Enter(register.Name);
        var entry = (YamlMapping)((YamlMapping)binding.Root["registers"]!)[register.Name]!;
        CheckPages(binding, register.Places, register.Pages, (entry["page"] ?? entry["at"])!.Location);
        if (register.Readback is { } readback)
            CheckPages(binding, readback.Places, readback.Page is { } page ? [page] : null, entry["readback"]!.Location);
        binding.Report.Leave();
        binding.Report.Leave();
    }

    private static void CheckPages(Binding binding, IReadOnlyList<PlaceInfo> places, IReadOnlyList<int>? pages, Location location)
    {
        foreach (var place in places)
        {
            var paging = binding.Paging.FirstOrDefault(paging => paging.Covers(place.Region, place.Offset));
            if (paging is null && pages is not null && !binding.IsBroken("paging"))
                binding.Report.Error(DiagnosticCodes.WrongChoice, location, $"offset 0x{place.Offset:x} is not banked", "leave 'page' out, or widen a range under 'paging'");
            else if (paging is not null && pages is null)
                binding.Report.Error(DiagnosticCodes.WrongChoice, location, $"offset 0x{place.Offset:x} is banked by {paging.Text}, but no 'page' is given", $"add 'page: 0', or as the data sheet says, up to {paging.Banks - 1}");
            else if (paging is not null && pages!.Any(page => page >= paging.Banks))
                binding.Report.Error(DiagnosticCodes.OutOfRange, location, $"{paging.Text} selects banks 0 to {paging.Banks - 1}", "");
            else
                continue;
            return;
        }
    }
}
