using Dmm.Expressions;
using Dmm.Modeling.Model;

namespace Dmm.Hooking;

/// <summary>What transitions and rules read.</summary>
internal static class References
{
    /// <summary>Everything that a rule reads when it is judged for some goals; checks are judged for <see cref="HookGoals.Dma"/> only.</summary>
    public static IEnumerable<Reference> Of(RuleInfo rule, HookGoals goals) =>
        rule.Guard.References
            .Concat(OfEffects(rule))
            .Concat(goals.HasFlag(HookGoals.Dma) ? rule.Checks.SelectMany(check => check.References) : []);

    /// <summary>Everything that is computed when frames are sorted.</summary>
    public static IEnumerable<Reference> Of(ReceiveInfo receive) =>
        FrameHooks.Values(receive).Select(value => value.Expression)
            .Concat(receive.Widened.Select(widened => widened.As))
            .Append(receive.Listens)
            .SelectMany(expression => expression.References);

    /// <summary>Everything that is computed when a driver reads the address of its NIC.</summary>
    public static IEnumerable<Reference> Of(StationInfo station) => station.Expressions.SelectMany(expression => expression.References);

    /// <summary>Everything that is computed when frames are delivered, and the registers that are answered meanwhile.</summary>
    public static IEnumerable<Reference> Of(DeliveryInfo delivery) => delivery.Expressions.SelectMany(expression => expression.References);

    /// <summary>Everything that is computed when a context is saved and restored.</summary>
    public static IEnumerable<Reference> Of(IReadOnlyList<ContextInfo> context) =>
        context.SelectMany(item => (item.SaveBy?.Steps ?? []).Concat(item.RestoreBy?.Steps ?? []).Select(step => step.Expression).Append(item.As).Append(item.When))
            .SelectMany(expression => expression?.References ?? []);

    /// <summary>What the effects of a rule read.</summary>
    public static IEnumerable<Reference> OfEffects(RuleInfo rule) =>
        rule.Effects.SelectMany(effect => effect.Value.References.Concat(effect.Length?.References ?? []));
}
