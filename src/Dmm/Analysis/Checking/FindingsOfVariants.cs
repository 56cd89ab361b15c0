using Dmm.Modeling;
using Dmm.Modeling.Model;

namespace Dmm.Analysis.Checking;

/// <summary>Joins what was found in the variants of one file.</summary>
/// <remarks>
/// That something is of no use is a mistake only if it is so in every variant that has it: a clone may well lack what
/// enters a state. Anything else is a mistake in whatever variant it is found. Each stands once, and so does a row.
/// </remarks>
internal static class FindingsOfVariants
{
    private static readonly HashSet<string> OfNoUse =
        [DiagnosticCodes.UnreachableState, DiagnosticCodes.NeverFires, DiagnosticCodes.Unused, DiagnosticCodes.NeverChanged, DiagnosticCodes.UncheckedMemory];

    /// <summary>All that remains, at most as many as a report has.</summary>
    public static IEnumerable<Diagnostic> Join(IReadOnlyList<Findings> variants)
    {
        var views = variants.Select(variant => (Places: PlacesOf(variant.Model).ToHashSet(), Found: variant.Diagnostics.Select(Key).ToHashSet())).ToList();
        return variants.SelectMany((variant, index) => variant.Diagnostics.Select(each => index == 0 ? each : Named(each, variant.Model)))
            .DistinctBy(Key)
            .Where(each => !OfNoUse.Contains(each.Code) || views.TrueForAll(view => !view.Places.Contains(each.Location) || view.Found.Contains(Key(each))))
            .Take(Report.MaxDiagnostics);
    }

    private static (string Code, Location Location) Key(Diagnostic each) => (each.Code, each.Location);

    private static Diagnostic Named(Diagnostic each, DeviceModel model) => each with { Message = $"in variant '{model.Variant}', {each.Message}" };

    /// <summary>Where a variant has what could be of no use.</summary>
    private static IEnumerable<Location> PlacesOf(DeviceModel model) =>
        model.Rules.SelectMany(rule => new[] { rule.Location, rule.GuardLocation })
            .Concat(model.Machines.SelectMany(machine => machine.States.Select(state => state.Location)))
            .Concat(Names.Of(model).Select(name => name.Location))
            .Append(model.SoundnessLocation);
}
