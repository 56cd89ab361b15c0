using Dmm.Analysis.Trying;
using Dmm.Compilation;
using Dmm.Hooking;
using Dmm.Modeling.Model;

namespace Dmm.Analysis.Mutation.Evidence;

/// <summary>A script of attacks: what it expects to be denied must be, for whatever reason, and what it expects to be allowed must be.</summary>
public sealed class TriedEvidence(string name, string text, HookGoals goals) : IEvidence
{
    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public Detection? Against(DeviceModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        // A mutant may have lost a check that the script names; that it denies is enough.
        var script = TryScript.Read(text, model, namesChecks: false);
        if (script.Faults.Count > 0)
            return new Detection(EvidenceKinds.Known, $"line {script.Faults[0].Line}: {script.Faults[0].Message}");
        var faults = TryRun.Run(TableCompiler.Compile(model, goals), script, namesChecks: false);
        return faults.Count == 0 ? null : new Detection(faults[0].IsAllowed ? EvidenceKinds.Attack : EvidenceKinds.Known, $"line {faults[0].Line}: {faults[0].Message}");
    }
}
