using Dmm.Modeling.Model;

namespace Dmm.Hooking;

/// <summary>Which transitions and rules must be judged for a goal.</summary>
internal static class RuleSelection
{
    public static HashSet<RuleInfo> Select(DeviceModel model, HookGoals goals)
    {
        var selected = new HashSet<RuleInfo>();
        if (goals.HasFlag(HookGoals.Handoff))
            selected.UnionWith(model.Rules.Where(rule => rule.Machine is not null));
        if (goals.HasFlag(HookGoals.Dma))
        {
            var checkedMachines = model.Rules.Where(rule => rule.Checks.Count > 0).Select(rule => rule.Machine).ToHashSet();
            selected.UnionWith(model.Rules.Where(rule => rule.Checks.Count > 0 || (rule.Machine is not null && checkedMachines.Contains(rule.Machine))));
        }
        while (AddThoseThatFeed(model, goals, selected))
        {
            // A rule that keeps a variable may itself use another.
        }
        return selected;
    }

    /// <summary>Adds the rules whose effects give a value to what the selected ones read.</summary>
    private static bool AddThoseThatFeed(DeviceModel model, HookGoals goals, HashSet<RuleInfo> selected)
    {
        var probed = model.Registers.Where(register => register.CanBeProbed).Select(register => register.Word).ToHashSet(); // what they hold is read when it is asked
        var read = selected.SelectMany(rule => References.Of(rule, goals)).Select(reference => reference.Word).ToHashSet();
        if (goals.HasFlag(HookGoals.Handoff))
        {
            read.UnionWith(model.Conditions.SelectMany(condition => condition.Holds.References).Select(reference => reference.Word));
            read.UnionWith(model.Live.Where(live => live.Set is not null).Select(live => live.Set!.Word));
            read.UnionWith(model.Slots is { } slots ? [slots.Next.Word] : []);
            read.UnionWith(References.Of(model.Context).Select(reference => reference.Word));
        }
        if (goals.HasFlag(HookGoals.Dma)) // a walk begins where a rule may have put its head
            read.UnionWith(selected.SelectMany(rule => rule.Checks).Select(check => check.Walk?.Root.Head).OfType<VariableInfo>().Select(head => head.Word));
        if (goals.HasFlag(HookGoals.Frames) && model.Receive is { } receive)
            read.UnionWith(References.Of(receive).Select(reference => reference.Word));
        if (goals.HasFlag(HookGoals.Frames) && model.Delivery is { } delivery)
        {
            read.UnionWith(References.Of(delivery).Select(reference => reference.Word));
            read.UnionWith(delivery.Widened.Select(widened => widened.Register.Word));
            probed.ExceptWith(delivery.Own.Keeps.Concat(delivery.Own.At).Concat(delivery.Widened.Select(widened => widened.Register)).Select(register => register.Word)); // the device's is the monitor's own
        }
        if (goals.HasFlag(HookGoals.Station) && model.Station is { } station)
            read.UnionWith(References.Of(station).Select(reference => reference.Word));
        // Nothing that can be read says that a value is not known any more, so checks have to be told.
        var forgotten = goals.HasFlag(HookGoals.Dma) ? selected.SelectMany(rule => rule.Checks).SelectMany(check => check.References).Select(reference => reference.Word).ToHashSet() : [];
        read.ExceptWith(probed);
        var count = selected.Count;
        selected.UnionWith(model.Rules.Where(rule => rule.Effects.Any(effect => read.Contains(effect.Word) || (effect.Forgets && forgotten.Contains(effect.Word)))));
        return selected.Count > count;
    }
}
