using Dmm.Modeling;
using Dmm.Modeling.Model;

namespace Dmm.Analysis.Checking;

/// <summary>Finds what is kept of one structure and used for another at the same event: the second is judged on what stood there before.</summary>
internal static class KeepCheck
{
    public static void Run(DeviceModel model, Findings findings)
    {
        foreach (var together in model.Rules.SelectMany(rule => rule.On.Select(on => (On: on.ToString(), Rule: rule))).GroupBy(each => (each.On, each.Rule.Guard.Text), each => each.Rule))
        {
            var walked = together.SelectMany(rule => rule.Checks).Distinct().Where(check => check.Walk is not null).ToList();
            foreach (var structure in walked.Select(check => check.Walk!).Distinct())
                foreach (var field in structure.Fields.Where(field => field.Keep is not null))
                    if (walked.Find(check => check.Walk != structure && check.Walk!.Root != structure.Root && check.References.Any(reference => reference.Word == field.Keep!.Word)) is { } late)
                        findings.Warn(DiagnosticCodes.KeptTooLate, late.Location, $"checks.{late.Name}",
                            $"'{late.Name}' uses '{field.Keep!.Name}', which '{structure.Name}' keeps at the same event ({together.Key.On}): it is judged on the value from before",
                            $"judge '{late.Walk!.Name}' at a later event, or make it a structure of '{structure.Name}' with 'of', which follows entries at once");
        }
    }
}
