using Dmm.Expressions;
using Dmm.Modeling.Model;
using Dmm.Modeling.Yaml;

namespace Dmm.Modeling.Loading;

/// <summary>Binds the registers that hold something else in the device than the guest wrote.</summary>
internal static class WidenedBinder
{
    public static List<WidenedInfo> Bind(Binding binding, YamlMapping receive)
    {
        var widened = new List<WidenedInfo>();
        foreach (var entry in receive["widen"].Mappings())
        {
            var value = binding.Compile(entry, "as", ExpressionType.Int);
            if (binding.TryRegister(entry, "register", out var register) && Check(binding, entry["register"]!, register, widened) && value is not null)
                widened.Add(new WidenedInfo(register, value, entry.Location));
        }
        return widened;
    }

    private static bool Check(Binding binding, YamlNode mention, RegisterInfo register, List<WidenedInfo> before)
    {
        if (!ReceiveRegisters.MustBeWritable(binding, mention, register))
            return false;
        if (!register.HoldsWhatIsWritten)
            binding.Report.Error(DiagnosticCodes.Receive, mention, $"'{register.Name}' does not simply hold what is written, so the monitor could not answer for it", "widen a register that only writes change, with 'access: rw' or 'w'");
        else if (before.FirstOrDefault(other => other.Register == register) is { } other)
            binding.Report.Error(DiagnosticCodes.Receive, mention, $"'{register.Name}' is widened by line {other.Location.Line} already", "join the two expressions");
        else
            return true;
        return false;
    }
}
