using Dmm.Replaying;

namespace Vpio.Output;

/// <summary>Hooks for people: the bytes of one register in one direction share a row.</summary>
internal static class HookText
{
    /// <param name="ports">The hooks.</param>
    /// <param name="accesses">Accesses of the recording; 0 when there is none.</param>
    public static void PrintPorts(IReadOnlyList<HookedPort> ports, long accesses)
    {
        var table = accesses == 0
            ? new TextTable("port", "dir", "register", "while", "why")
            : new TextTable("port", "dir", "register", "while", "hits", "share", "per port", "drags along", "why") { Right = [4, 5, 6] };
        foreach (var group in ports.GroupBy(port => (port.Region, port.Hook.Register.Name, port.Hook.IsWrite)))
        {
            var first = group.First();
            var place = group.Count() == 1 ? $"{first.Region}+0x{first.Hook.Offset:x2}" : $"{first.Region}+0x{first.Hook.Offset:x2}..0x{group.Last().Hook.Offset:x2}";
            var direction = first.Hook.IsWrite ? "W" : "R";
            var why = Why(first);
            if (accesses == 0)
                table.Add(place, direction, first.Hook.Register.Name, first.While, why);
            else
                table.Add(place, direction, first.Hook.Register.Name, first.While, Figures.Count(group.Sum(port => port.Accesses)),
                    Figures.Percent(group.Sum(port => port.Accesses), accesses), Figures.Count(group.Sum(port => port.PerPort)),
                    string.Join(" ", first.Dragged), why);
        }
        table.Print();
    }

    // In a table the kinds of need are enough; 'vpio hooks' explains each.
    private static string Why(HookedPort port) =>
        string.Join(", ", port.Hook.Reasons.Select(reason => reason.Need.ToString().ToLowerInvariant()).Distinct());
}
