using Dmm.Expressions;
using Dmm.Modeling;
using Dmm.Modeling.Model;

namespace Dmm.Analysis.Checking;

/// <summary>Finds what is declared for others and used by none.</summary>
/// <remarks>
/// Used means that an answer depends on it: a variable or set that is only kept, by effects, and never read is not used,
/// and a window that the context only says it does not carry over is not used by that.
/// </remarks>
internal static class UseCheck
{
    /// <summary>The procedure that brings the device to rest before a hand-off; no part of the model need name it.</summary>
    private const string Quiet = "quiet";

    public static void Run(DeviceModel model, Findings findings)
    {
        Warn(model.Sources.Where(source => !source.IsCited).Select(Names.Of), "no 'source' names it", findings);
        Warn(model.Regions.Where(region => region.SameAs is null && !region.IsBehindIndex && !HasRegister(model, region)).Select(Names.Of), "no register is in it", findings);
        Warn(model.Indexed.Where(pair => !HasRegister(model, model.Regions[pair.Region])).Select(Names.Of), "no register is behind it", findings);
        Warn(model.Checks.Where(check => !model.Rules.Any(rule => rule.Checks.Contains(check))).Select(Names.Of), "no transition and no rule has it, so it judges nothing", findings);
        Warn(model.Windows.Where(window => !IsUsed(model, window)).Select(Names.Of), "no check, set, procedure or ring is about it", findings);
        Warn(model.Sets.Where(set => !model.Live.Any(live => live.Set == set)).Select(Names.Of), "it is no live part, so nobody reads it", findings);
        Warn(model.Descriptors.Where(structure => !model.Checks.Any(check => Walks(check, structure))).Select(Names.Of), "no check walks it", findings);
        Warn(model.Live.Where(live => !model.Context.Any(item => item.Live.Contains(live))).Select(Names.Of), "no memory of the context has it", findings);
        Warn(model.Procedures.Where(procedure => procedure.Name != Quiet && !model.Context.Any(item => item.SaveBy == procedure || item.RestoreBy == procedure) && model.Delivery?.Own.Begin != procedure && model.Delivery?.Own.GoOn != procedure && model.Station?.Uses(procedure) != true).Select(Names.Of), "nothing is saved or restored by it", findings);
        Warn(model.Variables.Where(variable => !IsRead(model, variable)).Select(Names.Of), "nothing reads it", findings);
    }

    /// <summary>Whether anything but its own effects reads a variable.</summary>
    public static bool IsRead(DeviceModel model, VariableInfo variable) =>
        model.Delivery?.Position == variable || model.Slots?.Next == variable || model.Station?.Address == variable || model.Descriptors.Any(structure => structure.Head == variable || structure.Queue?.Returned == variable) || Expressions(model).Concat(model.Rules.SelectMany(rule => rule.Effects).Where(effect => effect.Word != variable.Word).SelectMany(effect => new[] { effect.Value, effect.Length }))
            .Any(expression => expression is not null && expression.References.Any(reference => reference.Kind == SymbolKind.Word && reference.Word == variable.Word));

    /// <summary>Whether a check looks at a structure, or at one that entries of it name.</summary>
    private static bool Walks(CheckInfo check, DescriptorInfo structure)
    {
        for (var walk = check.Walk; walk is not null; walk = walk.Parent)
            if (walk == structure)
                return true;
        return false;
    }

    private static void Warn(IEnumerable<Name> unused, string why, Findings findings)
    {
        foreach (var name in unused)
            findings.Warn(DiagnosticCodes.Unused, name.Location, name.Path, $"the {name.Kind} '{name.Text}' is not used: {why}", "use it, or take it away");
    }

    private static bool HasRegister(DeviceModel model, RegionInfo region)
    {
        foreach (var register in model.Registers)
            if (register.Places.Count > 0 && (IsIn(model, register.Places, region) || (register.Readback is { } readback && IsIn(model, readback.Places, region))))
                return true;
        return false;
    }

    private static bool IsIn(DeviceModel model, IReadOnlyList<PlaceInfo> places, RegionInfo region)
    {
        for (var i = 0; i < places.Count; i++)
            if (model.Regions[places[i].Region] == region)
                return true;
        return false;
    }

    private static bool IsUsed(DeviceModel model, WindowInfo window) =>
        model.Checks.Any(check => check.Dma?.Within.Contains(window) ?? false) || model.Sets.Any(set => set.Window == window)
        || model.Procedures.Any(procedure => procedure.Moves == window) || model.Receive?.Window == window
        || model.Context.Any(item => item.Memory == window && (item.SaveBy is not null || item.RestoreBy is not null));

    /// <summary>Everything that is computed, but for effects.</summary>
    private static IEnumerable<CompiledExpression?> Expressions(DeviceModel model) =>
        model.Rules.Select(rule => rule.Guard)
            .Concat(model.Checks.SelectMany(check => new[] { check.Holds, check.Where, check.Dma?.At, check.Dma?.Length, check.Dma?.Wraps?.At, check.Dma?.Wraps?.To }))
            .Concat(model.Conditions.Select(condition => condition.Holds))
            .Concat(model.Live.SelectMany(live => new[] { live.From, live.To, live.Wraps?.At, live.Wraps?.To }))
            .Concat(model.Context.SelectMany(item => new[] { item.As, item.When }))
            .Concat(model.Procedures.SelectMany(procedure => procedure.Steps).Select(step => step.Expression))
            .Concat(model.Descriptors.SelectMany(structure => structure.Expressions.Append(structure.Filled)))
            .Concat(model.Receive is { } receive ? Expressions(receive) : [])
            .Concat(model.Delivery?.Expressions ?? [])
            .Concat(model.Slots?.Shown.Select(shown => shown.As) ?? [])
            .Concat(model.Station is { } station ? station.Expressions.Concat(station.Begins.Select(begins => begins.As)).Append(station.Card) : [])
            .Concat(model.Resets.Concat(model.Pointers.Select(pointer => pointer.With)).Select(reset => reset.When))
            .Append(model.Interrupt?.Enabled).Append(model.FrameSent?.When).Append(model.FrameReceived?.When);

    private static IEnumerable<CompiledExpression?> Expressions(ReceiveInfo receive) =>
        receive.Widened.Select(widened => widened.As)
            .Append(receive.Listens).Append(receive.First).Append(receive.End)
            .Append(receive.Accepts.Broadcast).Append(receive.Accepts.Groups).Append(receive.Accepts.Everything);
}
