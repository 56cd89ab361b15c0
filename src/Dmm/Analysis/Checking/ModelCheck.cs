using Dmm.Modeling;
using Dmm.Modeling.Loading;
using Dmm.Modeling.Model;

namespace Dmm.Analysis.Checking;

/// <summary>Everything that can be said of a model file: what its loading says, and then what follows from what it says.</summary>
/// <remarks>
/// The second part (VP6xx) looks at whole models, so it runs only on a file without errors: after one, much would be said
/// that only follows from it. One mistake is one diagnostic: a state that is not entered because of a transition that
/// never fires is named there and not blamed itself. Where nothing is found, little of the framework's generic code is
/// used that would have to be compiled first: most of the time of a check is that.
/// </remarks>
public static class ModelCheck
{
    /// <summary>Checks a model with each of its variants; the model of the result is the default variant.</summary>
    /// <param name="file">The name to be shown in front of diagnostics.</param>
    /// <param name="bytes">The file.</param>
    public static LoadResult Run(string file, ReadOnlySpan<byte> bytes)
    {
        var loaded = ModelLoader.CheckAll(file, bytes);
        if (loaded.Model is null)
            return loaded;
        var budget = new SolvingBudget();
        var variants = loaded.Variants.Select(model => Check(model, budget)).ToList();
        if (variants.TrueForAll(variant => variant.Diagnostics.Count == 0))
            return loaded;
        var found = FindingsOfVariants.Join(variants);
        var all = loaded.Diagnostics.Concat(found).OrderBy(each => each.Location.Line).ThenBy(each => each.Location.Column).ToList();
        return new LoadResult(all.Exists(each => each.Severity == Severity.Error) ? null : loaded.Model, all) { Variants = loaded.Variants };
    }

    private static Findings Check(DeviceModel model, SolvingBudget budget)
    {
        var findings = new Findings(model);
        ReachabilityCheck.Run(model, budget, findings);
        GuestMemoryCheck.Run(model, findings);
        TransferCheck.Run(model, findings);
        WindowCheck.Run(model, findings);
        ContextCheck.Run(model, findings);
        WriteCheck.Run(model, findings);
        CauseCheck.Run(model, findings);
        HookedPlaceCheck.Run(model, findings);
        UseCheck.Run(model, findings);
        ChangeCheck.Run(model, findings);
        KeepCheck.Run(model, findings);
        PartCheck.Run(model, findings);
        return findings;
    }
}
