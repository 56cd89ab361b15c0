using Dmm.Compilation;
using Dmm.Modeling.Model;

namespace Dmm.Hooking;

/// <summary>One port or register byte, in one direction, that the monitor must see.</summary>
/// <param name="Region">The region's index in the model.</param>
/// <param name="Offset">Bytes from its start.</param>
/// <param name="IsWrite">The direction.</param>
/// <param name="Pages">The banks while which are selected it is hooked; empty for always.</param>
/// <param name="Armed">The states (bits of word 0) while in which it is hooked, and whether while the monitor holds something; 0 for always.</param>
/// <param name="Register">The register that is meant.</param>
/// <param name="Reasons">Why; never empty.</param>
public sealed record Hook(
    int Region, uint Offset, bool IsWrite, IReadOnlyList<int> Pages, ulong Armed, RegisterInfo Register, IReadOnlyList<HookReason> Reasons)
{
    /// <summary>All reasons in one line.</summary>
    public string Reason => string.Join("; ", Reasons.Select(reason => reason.Text).Distinct());

    /// <summary>When it is armed, in words: <c>CR.PS = 0 and transmitter is stopped</c>; empty for always.</summary>
    public string While(DeviceModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        var parts = new List<string>();
        if (Pages.Count > 0)
            parts.Add($"{model.Paging.First(paging => paging.Covers(Region, Offset)).Text} = {string.Join("|", Pages)}");
        var states = model.Machines.Where(machine => (Armed & machine.Mask) != 0)
            .Select(machine => $"{machine.Name} is {string.Join("|", machine.States.Where(state => (Armed & state.Mask) != 0).Select(state => state.Name))}").ToList();
        if (states.Count > 0) // each machine by itself arms it
            parts.Add(states.Count > 1 && Pages.Count > 0 ? $"({string.Join(" or ", states)})" : string.Join(" or ", states));
        var armed = string.Join(" and ", parts);
        if ((Armed & MonitorTables.HeldBit) == 0)
            return armed;
        return armed.Length == 0 || Pages.Count == parts.Count ? string.Join(" and ", parts.Append("something is held")) : $"{armed}, or something is held";
    }
}
