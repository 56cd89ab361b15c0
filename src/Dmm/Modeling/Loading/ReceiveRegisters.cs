using System.Diagnostics.CodeAnalysis;
using Dmm.Modeling.Model;
using Dmm.Modeling.Yaml;

namespace Dmm.Modeling.Loading;

/// <summary>Finds the registers that receiving is about, and says why one cannot do what is wanted of it.</summary>
internal static class ReceiveRegisters
{
    /// <summary>The register under a key; false when there is none.</summary>
    public static bool TryRegister(this Binding binding, YamlMapping entry, string key, [NotNullWhen(true)] out RegisterInfo? register) =>
        binding.TryFind(entry.Scalar(key)!, NameKind.Register, binding.Registers, out register);

    /// <summary>The register under a key if its value can be known at any time and it has so many bytes.</summary>
    public static RegisterInfo? KnownRegister(this Binding binding, YamlMapping entry, string key, int bytes, string what)
    {
        if (!binding.TryRegister(entry, key, out var register))
            return null;
        if (register.Bytes != bytes)
            binding.Report.Error(DiagnosticCodes.Receive, entry[key]!, $"'{register.Name}' has {8 * register.Bytes} bits; {what} has {8 * bytes}", "name another register, or correct its places");
        else
            MustBeKnown(binding, entry[key]!, register);
        return register;
    }

    /// <summary>Refuses a register whose value is neither seen when it is written nor can be read.</summary>
    public static void MustBeKnown(Binding binding, YamlNode mention, RegisterInfo register)
    {
        if (!register.CanBeProbed && !register.HoldsWhatIsWritten)
            binding.Report.Error(DiagnosticCodes.NotReadable, mention, $"'{register.Name}' cannot be read, or not without a side effect, and does not simply hold what is written", "correct its 'access', or say under 'readback' where it can be read");
    }

    /// <summary>Refuses a register that cannot be written.</summary>
    public static bool MustBeWritable(Binding binding, YamlNode mention, RegisterInfo register)
    {
        if (!register.IsWritable)
            binding.Report.Error(DiagnosticCodes.ImpossibleEvent, mention, $"'{register.Name}' is read only and cannot be written", "correct its 'access', or name another register");
        return register.IsWritable;
    }
}
