using Dmm.Modeling;
using Dmm.Modeling.Model;

namespace Dmm.Analysis.Checking;

/// <summary>Finds bits that a write is to clear or to set, in registers that nobody can write.</summary>
internal static class WriteCheck
{
    private const AccessWords ByWriting = AccessWords.WriteOneToClear | AccessWords.WriteOneToSet;

    public static void Run(DeviceModel model, Findings findings)
    {
        foreach (var register in model.Registers.Where(register => !register.IsWritable))
            foreach (var field in register.Fields.Where(field => (field.Access & ByWriting) != 0))
                findings.Warn(DiagnosticCodes.NotWritable, field.Location, $"registers.{register.Name}", $"a write changes '{register.Name}.{field.Name}', and nobody can write '{register.Name}'", $"let the register be written, as with 'access: rw', or give the field the access of one that is only read");
    }
}
