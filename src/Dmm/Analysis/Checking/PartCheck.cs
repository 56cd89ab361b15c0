using System.Globalization;
using Dmm.Hooking;
using Dmm.Modeling;
using Dmm.Modeling.Model;

namespace Dmm.Analysis.Checking;

/// <summary>Finds guards that wait for bits of a register that a guest may read apart from each other.</summary>
/// <remarks>
/// A register that is assembled from several places, and that the monitor reads for itself, is left out: the monitor reads all of it, and its author had no
/// choice. Where parts are listed there is one: registers of their own.
/// </remarks>
internal static class PartCheck
{
    public static void Run(DeviceModel model, Findings findings)
    {
        foreach (var rule in model.Rules)
            foreach (var register in rule.On.Where(on => on.Kind is EventKind.Read or EventKind.Observe).Select(on => on.Register!).Distinct())
                if ((register.PartSizes.Count > 0 || register is not { CanBeProbed: true, IsFleeting: false }) && Divided(rule, register) is { } read)
                    Report(model, rule, register, read, findings);
    }

    /// <summary>A read that shows something a guard looks at, and after which the guard cannot hold: the bytes that it shows and those that are wanting, a bit for each. Null if there is none.</summary>
    private static (int Shown, int Wanting)? Divided(RuleInfo rule, RegisterInfo register)
    {
        var bits = PartialReads.LookedAt(rule.Guard, register) & ~register.KeptBits;
        foreach (var bytes in PartialReads.Of(register))
        {
            var unknown = PartialReads.Unknown(register, bytes, isFollowed: true);
            if ((bits & unknown) != 0 && (bits & unknown) != bits && (rule.Checks.Count > 0 || PartialReads.Judge(rule.Guard, register, unknown) is null))
                return (bytes, RegisterBytes.With(bits & unknown));
        }
        return null;
    }

    private static void Report(DeviceModel model, RuleInfo rule, RegisterInfo register, (int Shown, int Wanting) read, Findings findings)
    {
        var place = rule.Machine is null ? "rules" : $"machines.{rule.Machine.Name}.transitions";
        var index = model.Rules.Where(other => other.Machine == rule.Machine).ToList().IndexOf(rule);
        var then = rule.Checks.Count > 0 ? "and its checks are run or left out by what was there before" : "so this does not fire then";
        findings.Warn(DiagnosticCodes.ReadInParts, rule.GuardLocation, $"{place}[{index}].when",
            $"a guest may read {Text(read.Shown)} of '{register.Name}' alone; '{Excerpt.Of(rule.Guard.Text)}' also looks at {Text(read.Wanting)}, which the device may have changed since, {then}",
            "make a register of each part, and wait for each; or take 'parts' away where drivers read the register as a whole");
    }

    private static string Text(int bytes)
    {
        var list = Enumerable.Range(0, sizeof(ulong)).Where(i => (bytes >> i & 1) != 0).Select(each => each.ToString(CultureInfo.InvariantCulture)).ToList();
        return $"{(list.Count == 1 ? "byte" : "bytes")} {string.Join(" and ", list)}";
    }
}
