using Dmm.Modeling.Model;
using Dmm.Replaying;

namespace Vpio.Output;

/// <summary>The hooks of one register in one direction, for people: its bytes share a row.</summary>
internal sealed record HookRow(string Place, string Direction, string Register, string While, long Accesses, long PerPort, string Dragged, string Why)
{
    /// <summary>The rows of all hooks, in their order.</summary>
    public static IEnumerable<HookRow> Of(DeviceModel model, IReadOnlyList<HookedPort> ports) =>
        from port in ports
        group port by (port.Hook.Region, port.Hook.Register.Name, port.Hook.IsWrite, port.While) into bytes
        let first = bytes.First()
        select new HookRow(
            PlaceText.Of(model, first.Hook.Region, first.Hook.Offset, bytes.Last().Hook.Offset), first.Hook.IsWrite ? "W" : "R", first.Hook.Register.Name, first.While,
            bytes.Sum(port => port.Accesses), bytes.Sum(port => port.PerPort), string.Join(" ", first.Dragged), Reasons(first));

    // In a table the kinds of need are enough; 'vpio hooks' explains each.
    private static string Reasons(HookedPort port) =>
        string.Join(", ", port.Hook.Reasons.Select(reason => reason.Need.ToString().ToLowerInvariant()).Distinct());
}
