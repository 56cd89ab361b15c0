using Dmm.Modeling.Model;

namespace Dmm.Modeling.Loading;

/// <summary>Finds two registers at one offset that neither direction nor bank tells apart.</summary>
internal static class OverlapCheck
{
    public static void Run(Binding binding)
    {
        var seen = new Dictionary<(int Region, uint Offset, int Page, bool Write), RegisterInfo>();
        foreach (var (name, _) in binding.Section("registers"))
        {
            if (!binding.Registers.TryGetValue(name.Text, out var register))
                continue;
            var others = new HashSet<string>(StringComparer.Ordinal);
            foreach (var key in Keys(register))
            {
                if (seen.TryAdd(key, register) || seen[key] == register || !others.Add(seen[key].Name))
                    continue;
                var other = seen[key];
                binding.Report.Error(DiagnosticCodes.RegistersOverlap, name,
                    $"'{register.Name}' and '{other.Name}' (line {other.Location.Line}) are both {(key.Write ? "written" : "read")} at offset 0x{key.Offset:x}{(key.Page < 0 ? "" : $" of bank {key.Page}")}",
                    "tell them apart by 'access: r' and 'access: w', or by 'page' with a range under 'paging'");
            }
        }
    }

    private static IEnumerable<(int Region, uint Offset, int Page, bool Write)> Keys(RegisterInfo register)
    {
        var isStream = (register.Access & AccessWords.Stream) != 0;
        foreach (var page in register.Pages?.Distinct() ?? [-1])
            foreach (var place in register.Places)
                for (uint i = 0; i < place.Size; i++)
                {
                    if (register.IsReadable || isStream)
                        yield return (place.Region, place.Offset + i, page, false);
                    if (register.IsWritable || isStream)
                        yield return (place.Region, place.Offset + i, page, true);
                }
        foreach (var place in register.Readback?.Places ?? [])
            for (uint i = 0; i < place.Size; i++)
                yield return (place.Region, place.Offset + i, register.Readback!.Page ?? -1, false);
    }
}
