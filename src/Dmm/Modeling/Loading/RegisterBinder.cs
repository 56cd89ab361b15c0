using Dmm.Modeling.Grammar;
using Dmm.Modeling.Model;
using Dmm.Modeling.Yaml;

namespace Dmm.Modeling.Loading;

/// <summary>Binds registers and their fields.</summary>
internal static class RegisterBinder
{
    public static void Bind(Binding binding)
    {
        foreach (var (key, value) in binding.Section("registers", isNamespace: true))
        {
            var register = Bind(binding, key, (YamlMapping)value);
            if (register is null)
                binding.Break(key.Text);
            else
                binding.Registers.Add(key.Text, register);
        }
    }

    private static RegisterInfo? Bind(Binding binding, YamlScalar key, YamlMapping entry)
    {
        var access = AccessReader.Read(entry, AccessWords.Read | AccessWords.Write);
        var sizes = entry.Scalars("size").Select(size => (int)Numbers.Parse(size.Text)).ToList();
        if (entry.Scalars("size").FirstOrDefault(size => size.Text is not ("1" or "2" or "4" or "8")) is { } odd)
        {
            binding.Report.Error(DiagnosticCodes.WrongValue, odd.Location, $"a size of {odd.Text} bytes", "1, 2, 4 or 8");
            return null;
        }
        var stream = (access & AccessWords.Stream) != 0;
        if (sizes.Count > 1 && !stream)
        {
            binding.Report.Error(DiagnosticCodes.WrongChoice, entry["size"]!.Location, "only a stream has several sizes", "give the size of the whole register; narrower accesses are understood");
            return null;
        }
        var width = sizes.Count == 0 ? 1 : stream ? 1 : sizes[0];
        var indexed = ReadIndexed(binding, entry);
        var places = indexed is null ? ReadPlaces(binding, entry, width) : [];
        if (places is null)
            return null;
        var bytes = indexed is null ? places.Sum(place => place.Size) : 4;
        if (bytes > 8)
        {
            binding.Report.Error(DiagnosticCodes.OutOfRange, key.Location, $"{bytes} bytes; a register has at most 8", "split it, as the data sheet does");
            return null;
        }
        return new RegisterInfo
        {
            Name = key.Text,
            Word = binding.Words++,
            Places = places,
            Pages = entry["page"] is null ? null : [.. entry.Scalars("page").Select(page => (int)Numbers.Parse(page.Text))],
            StreamSizes = stream ? sizes.Count == 0 ? [1] : sizes : [],
            Access = access,
            Reset = Masked(binding, entry, "reset", bytes),
            SurvivesReset = entry["reset"] is null || entry.Flag("survives_reset"),
            Fields = ReadFields(binding, entry, access, bytes * 8),
            Readback = ReadReadback(binding, entry, bytes),
            Indexed = indexed,
            Count = 1,
            Location = key.Location,
        };
    }

    private static ulong Masked(Binding binding, YamlMapping entry, string key, int bytes)
    {
        var value = entry.Number(key) ?? 0;
        if (bytes >= 8 || value >> (bytes * 8) == 0)
            return value;
        binding.Report.Error(DiagnosticCodes.OutOfRange, entry[key]!.Location, $"0x{value:x} does not fit {bytes} byte(s)", "");
        return 0;
    }

    private static (string, ulong)? ReadIndexed(Binding binding, YamlMapping entry)
    {
        if (entry["at"] is not YamlScalar { Text: var text } place || !text.Contains('[', StringComparison.Ordinal))
            return null;
        binding.NotExecuted(place.Location, "a register behind an index and a data register");
        var open = text.IndexOf('[', StringComparison.Ordinal);
        var pair = text[..open];
        if (binding.Root["indexed"] is not YamlMapping pairs || pairs[pair] is null)
            binding.Report.Error(DiagnosticCodes.UnknownName, place.Location, $"there is no index and data pair '{pair}'", "describe it under 'indexed'");
        return (pair, Numbers.Parse(text[(open + 1)..^1]));
    }

    private static List<PlaceInfo>? ReadPlaces(Binding binding, YamlMapping entry, int width)
    {
        var places = new List<PlaceInfo>();
        var at = 0;
        foreach (var scalar in entry.Scalars("at"))
        {
            if (RegionBinder.ReadPlace(binding, scalar, (uint)width) is not { } range)
                return null;
            var step = range.Last - range.First + 1 == width ? width : 1; // a range of places is one of bytes
            for (var offset = range.First; offset <= range.Last && at <= 8; offset += (uint)step, at += step)
                places.Add(new PlaceInfo(range.Region, offset, step, at));
        }
        return places;
    }

    private static ReadbackInfo? ReadReadback(Binding binding, YamlMapping entry, int bytes)
    {
        if (entry["readback"] is not YamlMapping readback)
            return null;
        var places = ReadPlaces(binding, readback, bytes == readback.Scalars("at").Count() ? 1 : bytes);
        if (places is null)
            return null;
        if (places.Sum(place => place.Size) != bytes)
            binding.Report.Error(DiagnosticCodes.OutOfRange, readback.Location, $"{places.Sum(place => place.Size)} byte(s) are read back of {bytes}", "");
        return new ReadbackInfo(places, (int?)readback.Number("page"));
    }

    private static List<FieldInfo> ReadFields(Binding binding, YamlMapping entry, AccessWords access, int width)
    {
        var fields = new List<FieldInfo>();
        if (entry["fields"] is not YamlMapping mapping)
            return fields;
        foreach (var (key, value) in mapping.Entries)
        {
            var details = value as YamlMapping;
            var bits = (YamlScalar)(details is null ? value : details["bits"]!);
            var (low, high) = NodeReading.Bits(bits);
            if (high < low || high >= width)
            {
                binding.Report.Enter("fields");
                binding.Report.Enter(key.Text);
                binding.Report.Error(DiagnosticCodes.OutOfRange, bits.Location,
                    high < low ? $"bits {bits.Text} end before they begin" : $"bit {high} lies outside the register, which has {width} bits", "");
                binding.Report.Leave();
                binding.Report.Leave();
                binding.Break(key.Text);
                continue;
            }
            fields.Add(new FieldInfo(key.Text, low, high - low + 1, AccessReader.Read(details, access), ReadValues(details), key.Location));
        }
        return fields;
    }

    private static Dictionary<string, ulong> ReadValues(YamlMapping? details)
    {
        var values = new Dictionary<string, ulong>(StringComparer.Ordinal);
        if (details?["values"] is YamlMapping names)
            foreach (var (name, number) in names.Entries)
                values.Add(name.Text, Numbers.Parse(((YamlScalar)number).Text));
        return values;
    }
}
