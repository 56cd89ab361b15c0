using Dmm.Modeling.Model;
using Dmm.Replaying;

namespace Vpio.Output;

/// <summary>Hooks as a table.</summary>
internal static class HookText
{
    /// <param name="model">The model.</param>
    /// <param name="ports">The hooks.</param>
    /// <param name="accesses">Accesses of the recording; 0 when there is none.</param>
    public static void PrintPorts(DeviceModel model, IReadOnlyList<HookedPort> ports, long accesses)
    {
        var table = accesses == 0
            ? new TextTable("port", "dir", "register", "while", "why")
            : new TextTable("port", "dir", "register", "while", "hits", "share", "per port", "drags along", "why") { Right = [4, 5, 6] };
        foreach (var row in HookRow.Of(model, ports))
        {
            if (accesses == 0)
                table.Add(row.Place, row.Direction, row.Register, row.While, row.Why);
            else
                table.Add(row.Place, row.Direction, row.Register, row.While, Figures.Count(row.Accesses), Figures.Percent(row.Accesses, accesses),
                    Figures.Count(row.PerPort), row.Dragged, row.Why);
        }
        table.Print();
    }
}
