using Dmm.Modeling;
using Dmm.Modeling.Model;

namespace Dmm.Analysis.Checking;

/// <summary>Finds items of the context whose value nobody will know, or knows wrongly, when they are saved.</summary>
internal static class ContextCheck
{
    private const string Path = "context";

    public static void Run(DeviceModel model, Findings findings)
    {
        if (model.Context.Count == 0 && model.Machines.Count != 0 && model.Registers.FirstOrDefault(Keeps) is { } kept)
            findings.Warn(DiagnosticCodes.NoContext, kept.Location, Path, $"guests write '{kept.Name}', and the model has no 'context': after a hand-off a guest finds what another left there", "list under 'context' what has to be saved and restored; 'save: none, restore: none' with the reason for what need not");
        foreach (var item in model.Context)
        {
            if (item.Register is { } register)
                CheckValue(item, register, findings);
            else
                CheckMemory(item, item.Memory!, findings);
        }
    }

    private static bool Keeps(RegisterInfo register) => register.IsWritable && (register.Access & (AccessWords.Stream | AccessWords.WriteOneToClear | AccessWords.SelfClearing)) == 0;

    private static void CheckValue(ContextInfo item, RegisterInfo register, Findings findings)
    {
        // Only a value that is used need be known.
        if (item.Save != SaveRule.Shadow || item.Restore is not (RestoreRule.Write or RestoreRule.Virtual) || item.As is not null)
            return;
        if ((register.Access & AccessWords.Stream) != 0)
            findings.Error(DiagnosticCodes.ValueUnknown, item.Location, Path, $"'{register.Name}' is a stream and keeps no value that could be restored", "'save: none, restore: none'; what flows through it is carried over as 'memory'");
        else if (!register.IsWritable) // a shadow is filled by hooked writes
            findings.Error(DiagnosticCodes.ValueUnknown, item.Location, Path, $"nobody writes '{register.Name}' and a read of it has a side effect, so the value to be restored is not known", "'save: none' with 'restore: none' or 'impossible', or say under 'readback' where it can be read");
        else if ((register.Access & AccessWords.HardwareSet) != 0)
            findings.Warn(DiagnosticCodes.StaleShadow, item.Location, Path, $"the device itself changes '{register.Name}', and its shadow is what was written last", register.CanBeProbed ? "'save: read'" : "say under 'readback' where it can be read, or give a value with 'as'");
    }

    private static void CheckMemory(ContextInfo item, WindowInfo memory, Findings findings)
    {
        foreach (var procedure in new[] { item.SaveBy, item.RestoreBy }.OfType<ProcedureInfo>().Distinct().Where(procedure => procedure.Moves != memory))
            findings.Error(DiagnosticCodes.OtherMemory, item.Location, Path, $"'{procedure.Name}' (line {procedure.Location.Line}) moves {(procedure.Moves is { } other ? $"'{other.Name}'" : "no memory")}, and this is about '{memory.Name}'", $"name a procedure with 'moves: {memory.Name}'");
        foreach (var live in item.Live.Where(live => live.Set is { } set && set.Window != memory))
            findings.Error(DiagnosticCodes.OtherMemory, item.Location, Path, $"the live part '{live.Name}' (line {live.Location.Line}) is pages of '{live.Set!.Window.Name}', and this is about '{memory.Name}'", $"name a set with 'of: {memory.Name}'");
    }
}
