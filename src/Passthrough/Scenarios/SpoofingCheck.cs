using Dmm.Modeling;
using Dmm.Modeling.Loading;
using Dmm.Modeling.Model;
using Dmm.Modeling.Yaml;
using Passthrough.Multiplexing.Sharing;

namespace Passthrough.Scenarios;

/// <summary>Whether senders can be looked at where a scenario forbids foreign ones.</summary>
internal static class SpoofingCheck
{
    /// <summary>Checks a scenario against its model.</summary>
    public static void Check(YamlMapping root, DeviceModel model, Report report)
    {
        if (root["sharing"] is YamlMapping sharing && sharing.Text("spoofing") == "forbidden" && !SenderCheck.Suits(model))
            report.Error(ScenarioCodes.Model, sharing["spoofing"]!, $"the {model.Name} does not send its frames from memory of a guest, or not from where its entries lead at once, so nobody sees from whom one is before it leaves", "write 'allowed'");
    }
}
