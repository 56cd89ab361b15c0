using Dmm.Compilation;
using Dmm.Hooking;
using Dmm.Modeling.Loading;
using Dmm.Modeling.Model;
using Dmm.Replaying;
using Dmm.Tracing;

namespace Dmm.Tests.Ne2k;

/// <summary>models/ne2k.yaml, loaded once for each variant and goal.</summary>
internal static class Ne2kModel
{
    private static readonly byte[] File = RepositoryFiles.Bytes("models", "ne2k.yaml");

    public const HookGoals Both = HookGoals.Handoff | HookGoals.Dma;

    public static DeviceModel Load(string variant)
    {
        var result = ModelLoader.Load("models/ne2k.yaml", File, variant);
        return result.Model ?? throw new InvalidOperationException(string.Join('\n', result.Diagnostics));
    }

    public static MonitorTables Tables(string variant, HookGoals goals = Both) => TableCompiler.Compile(Load(variant), goals);

    /// <summary>Opens a recording in <c>traces/</c>.</summary>
    public static ITraceReader Open(string recording)
    {
        var model = Load("qemu");
        return TraceReaders.Open(new MemoryStream(RepositoryFiles.Bytes("traces", recording)), new TraceReaderOptions { PciIds = model.PciIds, IsaBases = model.IsaBases });
    }

    /// <summary>Plays a recording in <c>traces/</c>.</summary>
    public static ReplayReport Replay(string recording, string variant = "qemu", HookGoals goals = Both) =>
        Replay(new MemoryStream(RepositoryFiles.Bytes("traces", recording)), variant, goals).Report;

    /// <summary>Plays a recording and gives the replayer too, for a look at the state.</summary>
    public static (ReplayReport Report, Replayer Replayer) Replay(Stream recording, string variant = "qemu", HookGoals goals = Both)
    {
        var tables = Tables(variant, goals);
        using var reader = TraceReaders.Open(recording, new TraceReaderOptions { PciIds = tables.Model.PciIds, IsaBases = tables.Model.IsaBases });
        var replayer = new Replayer(tables);
        var report = replayer.Run(reader);
        Assert.Null(reader.Unreadable);
        return (report, replayer);
    }
}
