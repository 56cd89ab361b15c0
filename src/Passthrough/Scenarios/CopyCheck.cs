using Dmm.Hooking;
using Dmm.Modeling;
using Dmm.Modeling.Model;
using Dmm.Modeling.Yaml;

namespace Passthrough.Scenarios;

/// <summary>Whether the NIC can be given copies of all that was judged. Where it cannot, a guest could change an entry between the check and the NIC's read of it.</summary>
internal static class CopyCheck
{
    /// <summary>Refuses a model whose NIC would read what nobody judged.</summary>
    public static void Check(YamlMapping root, DeviceModel model, Report report)
    {
        if (ShadowPlan.Of(model).Problems is not [var (name, why), ..] problems)
            return;
        var others = problems.Count == 1 ? "" : $", and {problems.Count - 1} more";
        report.Error(ScenarioCodes.NoCopy, root["model"] ?? root,
            $"{model.Name} is not shared: no copy can be put in place of '{name}' ({why}){others}, so a guest could change an entry after the check and the device would reach memory of another",
            "'vpio check' lists them (VP604); share a NIC or a variant that has none");
    }
}
