using Dmm.Compilation;
using Dmm.Hooking;
using Dmm.Modeling.Loading;
using Dmm.Monitoring;

namespace Passthrough.Tests.Scripted;

/// <summary>Monitors of cards after power-on.</summary>
internal static class NewMonitor
{
    private static readonly MonitorTables Card = Compile("dp8390"), Qemu = Compile("qemu");

    public static DeviceMonitor OfCard() => new(Card);

    public static DeviceMonitor OfQemu() => new(Qemu);

    private static MonitorTables Compile(string variant)
    {
        var result = ModelLoader.Load("models/ne2k.yaml", RepositoryFiles.Bytes("models", "ne2k.yaml"), variant);
        Assert.True(result.Model is not null, string.Join('\n', result.Diagnostics));
        return TableCompiler.Compile(result.Model, HookGoals.Handoff | HookGoals.Dma);
    }
}
