using Dmm.Modeling.Loading;
using Dmm.Modeling.Model;
using Passthrough.Nics;
using Passthrough.Verification;

namespace Passthrough.Tests.Verification;

/// <summary>What the tests verify: the model of the repository, whole or edited.</summary>
internal static class Verified
{
    public static string Text { get; } = File.ReadAllText(RepositoryFiles.PathOf("models", "ne2k.yaml"));

    public static VerificationBench Simulated => NicCatalog.Kinds[0].Simulated!;

    public static VerificationBench OnQemu => NicCatalog.Kinds[0].OnQemu!;

    public static DeviceModel Model(string? variant = null, string? text = null)
    {
        var loaded = ModelLoader.Load("ne2k.yaml", System.Text.Encoding.UTF8.GetBytes(text ?? Text), variant);
        Assert.True(loaded.Model is not null, string.Join('\n', loaded.Diagnostics));
        return loaded.Model;
    }

    public static VerificationOptions Options(int guests, ulong seed = 1) => VerificationOptions.On(Simulated, Model(), guests, seed);

    /// <summary>A model that lets go of the device while it sends.</summary>
    public static DeviceModel Careless()
    {
        var text = Text.Replace("sending: {}", "sending: { reusable: true }", StringComparison.Ordinal);
        Assert.NotEqual(Text, text);
        var model = Model(text: text);
        return model with { Conditions = [.. model.Conditions.Where(condition => condition.Name != "nothing_on_its_way")] };
    }
}
