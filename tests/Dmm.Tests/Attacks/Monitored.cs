using Dmm.Compilation;
using Dmm.Hooking;
using Dmm.Memory;
using Dmm.Modeling.Loading;
using Dmm.Monitoring;

namespace Dmm.Tests.Attacks;

/// <summary>Monitors of guests that have a shipped model's device.</summary>
internal static class Monitored
{
    /// <summary>What makes a monitor of a guest that has a memory.</summary>
    public static Func<IGuestMemory, DeviceMonitor> By(string model, string variant)
    {
        var path = RepositoryFiles.PathOf("models", model + ".yaml");
        var result = ModelLoader.Load(path, File.ReadAllBytes(path), variant);
        Assert.True(result.Model is not null, string.Join('\n', result.Diagnostics));
        var tables = TableCompiler.Compile(result.Model, HookGoals.Handoff | HookGoals.Dma);
        return memory => new DeviceMonitor(tables, memory);
    }
}
