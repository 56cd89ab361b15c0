using Dmm.Compilation;
using Dmm.Hooking;
using Dmm.Modeling.Loading;
using Dmm.Replaying;
using Dmm.Tracing;

namespace Dmm.Tests.Pcnet;

/// <summary>models/pcnet.yaml, loaded once.</summary>
internal static class PcnetModel
{
    public static MonitorTables Tables { get; } = Compile();

    /// <summary>Plays a recording in <c>traces/</c>.</summary>
    public static ReplayReport Replay(string recording)
    {
        using var reader = TraceReaders.Open(new MemoryStream(RepositoryFiles.Bytes("traces", recording)), new TraceReaderOptions { PciIds = Tables.Model.PciIds });
        var report = new Replayer(Tables).Run(reader);
        Assert.Null(reader.Unreadable);
        return report;
    }

    private static MonitorTables Compile()
    {
        var result = ModelLoader.Load("models/pcnet.yaml", RepositoryFiles.Bytes("models", "pcnet.yaml"));
        return TableCompiler.Compile(result.Model ?? throw new InvalidOperationException(string.Join('\n', result.Diagnostics)), HookGoals.Handoff | HookGoals.Dma);
    }
}
