using Dmm.Modeling;
using Dmm.Modeling.Model;

namespace Dmm.Analysis.Checking;

/// <summary>Finds what is read as if it changed, and does not: an effect was forgotten.</summary>
internal static class ChangeCheck
{
    public static void Run(DeviceModel model, Findings findings)
    {
        var effects = model.Rules.SelectMany(rule => rule.Effects).ToList();
        foreach (var variable in model.Variables.Where(variable => UseCheck.IsRead(model, variable) && !effects.Exists(effect => effect.Word == variable.Word) && !IsKeptByWalks(model, variable)))
            Warn(Names.Of(variable), $"the variable '{variable.Name}' is read, but no effect sets it: it is always {variable.Initial}", $"add 'do: set {variable.Name} = ...', or write the number in its place", findings);
        foreach (var set in model.Sets.Where(set => model.Live.Any(live => live.Set == set) && !effects.Exists(effect => effect.Set == set && effect.Kind == EffectKind.Mark)))
            Warn(Names.Of(set), $"no effect marks pages of the set '{set.Name}', so it is always empty", $"add 'do: mark {set.Name} at ... length ...'", findings);
    }

    private static bool IsKeptByWalks(DeviceModel model, VariableInfo variable) =>
        model.Delivery?.Position == variable || model.Station?.Sets(variable) == true || model.Descriptors.Any(structure => structure.Head == variable || structure.Queue?.Returned == variable || structure.Fields.Any(field => field.Keep == variable) || structure.Remembered.Any(each => each.Variable == variable));

    private static void Warn(Name name, string message, string cure, Findings findings) =>
        findings.Warn(DiagnosticCodes.NeverChanged, name.Location, name.Path, message, cure);
}
