using Dmm.Modeling.Loading;
using Dmm.Modeling.Model;

namespace Dmm.Tests.Attacks;

/// <summary>The models of the folder models.</summary>
internal static class ShippedModel
{
    /// <summary>Loads one.</summary>
    public static DeviceModel Load(string model, string variant)
    {
        var path = RepositoryFiles.PathOf("models", model + ".yaml");
        var result = ModelLoader.Load(path, File.ReadAllBytes(path), variant);
        Assert.True(result.Model is not null, string.Join('\n', result.Diagnostics));
        return result.Model;
    }
}
