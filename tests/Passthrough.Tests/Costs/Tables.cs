using Dmm.Compilation;
using Dmm.Hooking;
using Dmm.Modeling.Loading;
using Dmm.Modeling.Model;

namespace Passthrough.Tests.Costs;

/// <summary>Models of the repository, and what they compile to.</summary>
internal static class Tables
{
    public const HookGoals Usual = HookGoals.Handoff | HookGoals.Dma;

    public static DeviceModel Load(string file, string? variant = null)
    {
        var result = ModelLoader.Load(file, RepositoryFiles.Bytes(file.Split('/')), variant);
        Assert.True(result.Model is not null, string.Join('\n', result.Diagnostics));
        return result.Model;
    }

    public static MonitorTables Of(string file, HookGoals goals = Usual) => TableCompiler.Compile(Load(file), goals);
}
