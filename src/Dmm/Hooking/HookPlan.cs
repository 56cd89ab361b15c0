using Dmm.Devices;
using Dmm.Modeling.Model;

namespace Dmm.Hooking;

/// <summary>The hooked I/O list of a model: what must be hooked for a goal, with reasons, and what may be read by a probe instead.</summary>
/// <param name="Goals">What the monitor is to answer.</param>
/// <param name="Hooks">What must be hooked, by region, offset and direction.</param>
/// <param name="Probed">Registers that the monitor reads for itself when it is asked, so that nobody's access to them is hooked for it.</param>
/// <param name="Rules">The transitions and rules that are judged for these goals.</param>
public sealed record HookPlan(
    HookGoals Goals, IReadOnlyList<Hook> Hooks, IReadOnlySet<RegisterInfo> Probed, IReadOnlySet<RuleInfo> Rules)
{
    /// <summary>Bytes of a page, which is the least that can be hooked of memory-mapped registers by <see cref="HookWay.Pages"/>.</summary>
    public const uint PageBytes = 4096;

    /// <summary>How finely hooks can be set.</summary>
    public HookWay Way { get; init; }

    /// <summary>Whether the monitor sees every write of a register.</summary>
    internal bool Follows(RegisterInfo register) => Hooks.Any(hook => hook.Register == register && hook.IsWrite && hook.Armed == 0);

    /// <summary>Whether an access is caught for good because of a hook that is needed there in another bank or state, or beside it.</summary>
    internal bool Catches(DeviceModel model, int region, uint offset, bool isWrite)
    {
        if (Way == HookWay.Armed || model.Regions[region].IsBehindIndex)
            return false;
        var byPage = Way == HookWay.Pages && model.Regions.Any(each => each.Space == RegionSpace.Memory && (each.Name == model.Regions[region].Name || each.SameAs == model.Regions[region].Name));
        return Hooks.Any(hook => model.SeenAt(hook.Region, hook.Offset) is var seen && seen.Region == region
            && (byPage ? seen.Offset / PageBytes == offset / PageBytes : seen.Offset == offset && hook.IsWrite == isWrite));
    }
}
