using Dmm.Modeling.Model;

namespace Dmm.Modeling.Loading;

/// <summary>Finds two registers at one offset that neither direction nor bank tells apart.</summary>
internal static class OverlapCheck
{
    public static void Run(Binding binding)
    {
        var seen = new Dictionary<(int Region, uint Offset, int Page, bool Write), RegisterInfo>();
        foreach (var register in binding.Registers.Values)
        {
            var reported = false;
            foreach (var key in Keys(register))
            {
                if (seen.TryAdd(key, register) || seen[key] == register || reported)
                    continue;
                reported = true;
                binding.Report.Enter("registers");
                binding.Report.Enter(register.Name);
                binding.Report.Error(DiagnosticCodes.RegistersOverlap, register.Location,
                    $"'{register.Name}' and '{seen[key].Name}' (line {seen[key].Location.Line}) are both {(key.Write ? "written" : "read")} at offset 0x{key.Offset:x}{(key.Page < 0 ? "" : $" of bank {key.Page}")}",
                    "tell them apart by 'access: r' and 'access: w', or by 'page' with a range under 'paging'");
                binding.Report.Leave();
                binding.Report.Leave();
            }
        }
    }

    private static IEnumerable<(int Region, uint Offset, int Page, bool Write)> Keys(RegisterInfo register)
    {
        foreach (var page in register.Pages ?? [-1])
            foreach (var place in register.Places)
                for (uint i = 0; i < place.Size; i++)
                {
                    if (register.IsReadable || (register.Access & AccessWords.Stream) != 0)
                        yield return (place.Region, place.Offset + i, page, false);
                    if (register.IsWritable || (register.Access & AccessWords.Stream) != 0)
                        yield return (place.Region, place.Offset + i, page, true);
                }
        foreach (var place in register.Readback?.Places ?? [])
            for (uint i = 0; i < place.Size; i++)
                yield return (place.Region, place.Offset + i, register.Readback!.Page ?? -1, false);
    }
}
