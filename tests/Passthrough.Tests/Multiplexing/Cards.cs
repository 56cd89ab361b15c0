using System.Text;
using Dmm.Compilation;
using Dmm.Hooking;
using Dmm.Modeling.Loading;

namespace Passthrough.Tests.Multiplexing;

/// <summary>The models of the shared cards, compiled for everything that sharing needs.</summary>
internal static class Cards
{
    public static readonly MonitorTables Usual = Of("ne2k.yaml", "dp8390"), Qemu = Of("ne2k.yaml", "qemu");

    /// <summary>A model of the repository.</summary>
    /// <param name="file">Its file.</param>
    /// <param name="variant">The variant.</param>
    /// <param name="added">Lines that are added to the model.</param>
    public static MonitorTables Of(string file, string variant, string added = "")
    {
        var result = ModelLoader.Load($"models/{file}", [.. RepositoryFiles.Bytes("models", file), .. Encoding.UTF8.GetBytes(added)], variant);
        Assert.True(result.Model is not null, string.Join('\n', result.Diagnostics));
        return TableCompiler.Compile(result.Model, HookGoals.Handoff | HookGoals.Dma | (result.Model.Receive is null ? HookGoals.None : HookGoals.Frames));
    }
}
