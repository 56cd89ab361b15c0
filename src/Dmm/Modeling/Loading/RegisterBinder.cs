using Dmm.Modeling.Grammar;
using Dmm.Modeling.Model;
using Dmm.Modeling.Yaml;

namespace Dmm.Modeling.Loading;

/// <summary>Binds registers.</summary>
internal static class RegisterBinder
{
    /// <summary>A value of the state block is one word.</summary>
    private const int MaxBytes = 8;

    public static void Bind(Binding binding)
    {
        foreach (var (key, value) in binding.Namespace("registers"))
        {
            if (Bind(binding, key, (YamlMapping)value) is { } register)
                binding.Registers.Add(key.Text, register);
            else
                binding.Break(key.Text);
        }
    }

    private static RegisterInfo? Bind(Binding binding, YamlScalar key, YamlMapping entry)
    {
        var access = AccessReader.Read(entry, AccessWords.Read | AccessWords.Write);
        var stream = (access & AccessWords.Stream) != 0;
        var sizes = entry.Scalars("size").Select(size => (int)Numbers.Parse(size.Text)).ToList();
        if (sizes.Count > 1 && !stream)
        {
            binding.Report.Error(DiagnosticCodes.WrongChoice, entry["size"]!, "only a stream has several sizes", "give the size of one place; 'parts' lists smaller accesses that it takes too");
            return null;
        }
        var width = sizes.Count == 0 || stream ? 1 : sizes[0];
        if (entry.Scalars("at").FirstOrDefault(IndexedBinder.IsIndexed) is { } behind)
        {
            if (IndexedBinder.FindPair(binding, behind) is null)
                return null;
            width = sizes.Count == 0 ? IndexedBinder.BytesBehind(binding, behind) : sizes[0];
        }
        var places = ReadPlaces(binding, entry, width);
        var bytes = places?.Sum(place => place.Size) ?? 0;
        if (places is null || !CheckSize(binding, entry, bytes) || !binding.TryTakeWords(key, 1, out var word))
            return null;
        var readback = ReadReadback(binding, entry, width, bytes);
        if (readback is null && entry["readback"] is not null)
            return null;
        return new RegisterInfo
        {
            Name = key.Text,
            Word = word,
            Places = places,
            Pages = entry["page"] is null ? null : [.. entry.Scalars("page").Select(page => (int)Numbers.Parse(page.Text))],
            StreamSizes = !stream ? [] : sizes.Count == 0 ? [1] : sizes,
            PartSizes = ReadParts(binding, entry, stream, places),
            Access = access,
            Reset = ReadReset(binding, entry, bytes),
            SurvivesReset = entry["reset"] is null || entry.Flag("survives_reset"),
            IsSaidToSurvive = entry.Flag("survives_reset"),
            Fields = FieldBinder.Bind(binding, key, entry, access, bytes * 8),
            Readback = readback,
            Count = 1,
            IsSourced = entry["source"] is not null,
            Location = key.Location,
        };
    }

    /// <summary>Sizes smaller than a place: what has the size of a place is not a part of it, and a stream has none.</summary>
    private static List<int> ReadParts(Binding binding, YamlMapping entry, bool stream, List<PlaceInfo> places)
    {
        var largest = stream ? 1 : places.Max(place => place.Size);
        var parts = new List<int>();
        foreach (var scalar in entry.Scalars("parts"))
            if ((int)Numbers.Parse(scalar.Text) is var size && size < largest)
                parts.Add(size);
            else
                binding.Report.Error(DiagnosticCodes.OutOfRange, scalar, stream ? "a stream has no parts" : $"an access of {size} byte(s) is no part of a place of {largest}",
                    stream ? "list the sizes of its accesses in 'size'" : "'size' gives the bytes at each place, 'parts' smaller accesses that the device takes as well");
        return parts;
    }

    private static bool CheckSize(Binding binding, YamlMapping entry, int bytes)
    {
        if (bytes <= MaxBytes)
            return true;
        binding.Report.Error(DiagnosticCodes.OutOfRange, entry["at"]!, $"these places have more bytes together than the {MaxBytes} that a register can have", "split it into several registers");
        return false;
    }

    private static ulong ReadReset(Binding binding, YamlMapping entry, int bytes)
    {
        var value = entry.Number("reset") ?? 0;
        if (bytes >= MaxBytes || value >> (bytes * 8) == 0)
            return value;
        binding.Report.Error(DiagnosticCodes.OutOfRange, entry["reset"]!, $"0x{value:x} needs more bits than the {bytes * 8} of the register", "correct it, or give the register its 'size'");
        return 0;
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
            for (var offset = range.First; offset <= range.Last && at <= MaxBytes; offset += (uint)step, at += step)
                places.Add(new PlaceInfo(range.Region, offset, step, at));
        }
        return places;
    }

    private static ReadbackInfo? ReadReadback(Binding binding, YamlMapping entry, int width, int bytes)
    {
        if (entry["readback"] is not YamlMapping readback)
            return null;
        // One place alone shows the register as a whole; of several, each shows as much as a place of the register holds.
        var isOne = readback.Scalars("at").Count() == 1 && !readback.Scalars("at").First().Text.Contains("..", StringComparison.Ordinal);
        if (ReadPlaces(binding, readback, isOne ? bytes : width) is not { } places)
            return null;
        var count = places.Sum(place => place.Size);
        if (count != bytes)
            binding.Report.Error(DiagnosticCodes.OutOfRange, readback["at"]!, $"the register has {bytes} byte(s), but {count} are read back", "name the place of each byte, lowest first");
        return count == bytes ? new ReadbackInfo(places, (int?)readback.Number("page")) : null;
    }
}
