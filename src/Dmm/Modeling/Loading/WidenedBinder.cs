using Dmm.Expressions;
using Dmm.Modeling.Model;
using Dmm.Modeling.Yaml;

namespace Dmm.Modeling.Loading;

/// <summary>Binds the registers that hold something else in the device than the guest wrote.</summary>
internal static class WidenedBinder
{
    /// <summary>Binds them.</summary>
    /// <param name="binding">The model.</param>
    /// <param name="receive">The section.</param>
    /// <param name="mask">The register that enables causes, which may be set and cleared bit by bit where rules of the model follow that; or null.</param>
    public static List<WidenedInfo> Bind(Binding binding, YamlMapping receive, RegisterInfo? mask = null)
    {
        var widened = new List<WidenedInfo>();
        foreach (var entry in receive["widen"].Mappings())
        {
            var value = binding.Compile(entry, "as", ExpressionType.Int);
            if (binding.TryRegister(entry, "register", out var register) && Check(binding, entry["register"]!, register, widened, mask) && value is not null)
                widened.Add(new WidenedInfo(register, value, entry.Location));
        }
        return widened;
    }

    /// <summary>Whether a register holds what is written but for bits that clear themselves.</summary>
    private static bool HoldsAllButCommands(RegisterInfo register) => (register.Access & ~(AccessWords.Read | AccessWords.Write)) == 0
        && register.Fields.All(field => (field.Access & ~(AccessWords.Read | AccessWords.Write | AccessWords.SelfClearing)) == 0);

    private static bool Check(Binding binding, YamlNode mention, RegisterInfo register, List<WidenedInfo> before, RegisterInfo? mask)
    {
        if (!ReceiveRegisters.MustBeWritable(binding, mention, register))
            return false;
        if (!register.HoldsWhatIsWritten && !HoldsAllButCommands(register) && register != mask && !binding.Descriptors.Values.Any(structure => structure.Fields.Any(field => field.Keep?.Word == register.Word)))
            binding.Report.Error(DiagnosticCodes.Receive, mention, $"'{register.Name}' does not simply hold what is written, so the monitor could not answer for it", "widen a register that only writes change, with 'access: rw' or 'w'");
        else if (before.FirstOrDefault(other => other.Register == register) is { } other)
            binding.Report.Error(DiagnosticCodes.Receive, mention, $"'{register.Name}' is widened by line {other.Location.Line} already", "join the two expressions");
        else
            return true;
        return false;
    }
}
