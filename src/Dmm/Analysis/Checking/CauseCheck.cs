using Dmm.Modeling;
using Dmm.Modeling.Model;

namespace Dmm.Analysis.Checking;

/// <summary>Finds causes of interrupts that a hand-off would clear or forget: a guest waits for ever for what it was promised.</summary>
internal static class CauseCheck
{
    private const AccessWords Clears = AccessWords.WriteOneToClear;

    public static void Run(DeviceModel model, Findings findings)
    {
        // Registers that are causes as a whole are refused when the model is loaded.
        foreach (var item in model.Context.Where(item => item is { Restore: RestoreRule.Write, Register.IsFleeting: false }))
            if (item.Register!.Fields.FirstOrDefault(field => (field.Access & Clears) != 0 && WritesOnes(item, field)) is { } cleared)
                findings.Error(DiagnosticCodes.RestoreClears, item.Location, "context",
                    $"writing back '{item.Register.Name}' clears '{item.Register.Name}.{cleared.Name}' (line {cleared.Location.Line}) where it was set", "give with 'as' a value that has 0 there: a write of 0 leaves such bits");
        if (model.Interrupt is { } interrupt && model.Context.Count > 0)
            FindLost(model, interrupt, findings);
    }

    private static bool WritesOnes(ContextInfo item, FieldInfo field) => item.As is not { } value || value.Constant is not { } constant || (constant & field.Mask) != 0;

    private static void FindLost(DeviceModel model, InterruptInfo interrupt, Findings findings)
    {
        var (cause, items) = (interrupt.Cause, model.Context.Where(item => item.Register == interrupt.Cause).ToList());
        var isWaitedFor = model.Conditions.Any(condition => condition.Holds.References.Any(reference => reference.IsRegister && reference.Word == cause.Word));
        if (isWaitedFor || items.Exists(item => item.Restore is not RestoreRule.None))
            return;
        // Where it can be written and the context is silent, the loader has said so.
        if (items.Count > 0 || !cause.IsWritable)
            findings.Warn(DiagnosticCodes.CausesLost, items.Count > 0 ? items[0].Location : interrupt.Location, items.Count > 0 ? "context" : "interrupt.cause",
                $"causes that are pending in '{cause.Name}' are lost in a hand-off: nothing waits for them, and nothing restores them", "'restore: virtual', or a condition under 'reusable' that no cause is pending");
    }
}
