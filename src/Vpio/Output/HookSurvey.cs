using Dmm.Hooking;
using Dmm.Modeling.Model;
using Dmm.Replaying;

namespace Vpio.Output;

/// <summary>What <c>vpio hooks</c> found out.</summary>
/// <param name="Model">The chosen variant of the model.</param>
/// <param name="Goals">What the hooks are for.</param>
/// <param name="Recordings">The recordings that tell the cost.</param>
/// <param name="Variants">Every variant with every goal; the chosen ones first.</param>
internal sealed record HookSurvey(DeviceModel Model, HookGoals Goals, IReadOnlyList<string> Recordings, IReadOnlyList<VariantCost> Variants)
{
    /// <summary>The variant and goals that were asked for.</summary>
    public VariantCost Chosen => Variants[0];
}

/// <summary>The hooks of one variant for one goal.</summary>
/// <param name="Variant">The variant.</param>
/// <param name="Plan">The hooks.</param>
/// <param name="Cost">What they cost; null without recordings.</param>
internal sealed record VariantCost(string Variant, HookPlan Plan, HookCost? Cost);

/// <summary>What hooks cost in several recordings together.</summary>
internal sealed record HookCost(
    long Accesses, long Exits, long Hooked, long HookedExits, long PerPort, long? PerPage, long Frames, long ProblemCount, IReadOnlyList<HookedPort> Ports)
{
    /// <summary>Adds up reports of one hook plan; null when there are none.</summary>
    public static HookCost? Sum(IEnumerable<ReplayReport> reports)
    {
        HookCost? sum = null;
        foreach (var report in reports)
        {
            var hooked = report.Hooked;
            sum = sum is null
                ? new HookCost(report.Accesses, report.Exits, hooked.Accesses, hooked.Exits, hooked.PerPort, hooked.PerPage, report.Frames, report.ProblemCount, hooked.Ports)
                : new HookCost(sum.Accesses + report.Accesses, sum.Exits + report.Exits, sum.Hooked + hooked.Accesses, sum.HookedExits + hooked.Exits,
                    sum.PerPort + hooked.PerPort, sum.PerPage + hooked.PerPage, sum.Frames + report.Frames, sum.ProblemCount + report.ProblemCount,
                    [.. sum.Ports.Zip(hooked.Ports, (one, other) => one with { Accesses = one.Accesses + other.Accesses, PerPort = one.PerPort + other.PerPort })]);
        }
        return sum;
    }

    /// <summary>What the hooks of a choice cost.</summary>
    public long Of(HookChoice choice) => Ports.Where(port => choice.Hooks.Contains(port.Hook)).Sum(port => port.Accesses);
}
