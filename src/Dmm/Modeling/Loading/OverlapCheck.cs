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
            foreach (var key in ListedPlaces.Of(register))
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
}
