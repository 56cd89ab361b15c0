using Dmm.Modeling.Model;

namespace Passthrough.Verification;

/// <summary>What a mutant's context says beside that of the unchanged model.</summary>
internal static class MutantContext
{
    /// <summary>The items of the unchanged model of whose register or memory the mutant says something.</summary>
    public static IReadOnlyList<ContextInfo> SpokenOf(DeviceModel mutant, DeviceModel unchanged)
    {
        var spokenOf = mutant.Context.Select(NameOf).ToHashSet();
        return [.. unchanged.Context.Where(item => spokenOf.Contains(NameOf(item)))];
    }

    /// <summary>A mutant by which frames can be moved: where it says nothing of the memory of the receive ring, an item that carries nothing takes its place.</summary>
    public static DeviceModel WithRing(DeviceModel mutant, DeviceModel unchanged)
    {
        var at = unchanged.Context.ToList().FindIndex(item => item.Memory is { } memory && memory == unchanged.Receive?.Window);
        if (at < 0 || mutant.Receive is null || mutant.Context.Any(item => item.Memory?.Name == mutant.Receive.Window.Name))
            return mutant;
        var context = mutant.Context.ToList();
        context.Insert(Math.Min(at, context.Count), ContextMutant.Empty(unchanged.Context[at]) with { Memory = mutant.Receive.Window });
        return mutant with { Context = context };
    }

    private static string NameOf(ContextInfo item) => item.Register?.Name ?? item.Memory!.Name;
}
