using Dmm.Compilation;
using Dmm.Hooking;
using Dmm.Modeling.Loading;

namespace Passthrough.Tests.Multiplexing;

/// <summary>The models of the shared cards, compiled for everything that sharing needs.</summary>
internal static class Cards
{
    public static readonly MonitorTables Usual = Compile("dp8390"), Qemu = Compile("qemu");

    private static MonitorTables Compile(string variant)
    {
        var result = ModelLoader.Load("models/ne2k.yaml", RepositoryFiles.Bytes("models", "ne2k.yaml"), variant);
        Assert.True(result.Model is not null, string.Join('\n', result.Diagnostics));
        return TableCompiler.Compile(result.Model, HookGoals.Handoff | HookGoals.Dma | HookGoals.Frames);
    }
}
