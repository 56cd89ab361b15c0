using Dmm.Analysis.Trying;
using Dmm.Compilation;
using Dmm.Hooking;
using Dmm.Modeling.Model;

namespace Dmm.Analysis.Mutation.Evidence;

/// <summary>A script: what it expects to be denied must be, by the checks that it names and no other, what it expects to be allowed must be, and what it says of the device must hold.</summary>
public sealed class TriedEvidence : IEvidence
{
    private readonly string text;
    private readonly HookGoals goals;
    private readonly IRestoring? restoring;
    private readonly bool namesChecks;

    /// <summary>Reads a script.</summary>
    /// <param name="name">Where it comes from.</param>
    /// <param name="text">The script.</param>
    /// <param name="model">The unchanged model.</param>
    /// <param name="goals">What monitors are to answer.</param>
    /// <param name="restoring">Shows what a hand-off would do.</param>
    public TriedEvidence(string name, string text, DeviceModel model, HookGoals goals, IRestoring? restoring = null)
    {
        Name = name;
        this.text = text;
        this.goals = goals;
        this.restoring = restoring;
        var script = TryScript.Read(text, model);
        (Attacks, Moments) = (script.Attacks, script.Moments);
        // A script of another variant may name checks that deny there alone.
        namesChecks = script.Faults.Count == 0 && TryRun.First(TableCompiler.Compile(model, goals), script, restoring, namesChecks: true) is null;
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <summary>How many accesses must be denied.</summary>
    public int Attacks { get; }

    /// <summary>How many things it says of the device.</summary>
    public int Moments { get; }

    /// <inheritdoc/>
    public Detection? Against(DeviceModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        // Where a mutant has lost a check that the script names, that it denies is enough.
        var script = TryScript.Read(text, model, namesChecks: false);
        if (script.Faults.Count > 0)
            return new Detection(EvidenceKinds.Known, $"line {script.Faults[0].Line}: {script.Faults[0].Message}");
        return TryRun.First(TableCompiler.Compile(model, goals), script, restoring, namesChecks) is not { } fault ? null
            : new Detection(fault.IsAllowed ? EvidenceKinds.Attack : EvidenceKinds.Known, $"line {fault.Line}: {fault.Message}");
    }
}
