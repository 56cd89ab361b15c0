using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Dmm.Compilation;
using Dmm.Memory;
using Dmm.Replaying;
using Dmm.Tracing;
using Vpio.Input;
using Vpio.Outcomes;
using Vpio.Output;

namespace Vpio.Corpora;

/// <summary>Replays many recordings on all processors; as many as there are processors are open at a time.</summary>
/// <param name="tables">The model.</param>
/// <param name="model">The model's file.</param>
/// <param name="device">Which device of the recordings is meant.</param>
/// <param name="memory">Where the guest has memory; as a PC when it is null.</param>
internal sealed class CorpusPlay(MonitorTables tables, string model, DeviceOptions device, GuestMap? memory)
{
    /// <summary>What came of each recording, in the order of the list, as soon as all before it are done.</summary>
    /// <param name="paths">The recordings.</param>
    /// <param name="jobs">How many are played at a time.</param>
    /// <param name="cancel">Ends the work after those that are being played.</param>
    public IEnumerable<JsonObject> Play(IReadOnlyList<string> paths, int jobs, CancellationToken cancel) =>
        Partitioner.Create(paths.TakeWhile(_ => !cancel.IsCancellationRequested), EnumerablePartitionerOptions.NoBuffering)
            .AsParallel().AsOrdered().WithDegreeOfParallelism(jobs).WithMergeOptions(ParallelMergeOptions.NotBuffered).Select(Play);

    private JsonObject Play(string path)
    {
        try
        {
            using var stream = RecordingFile.OpenStream(path);
            using var reader = TraceReaders.Open(stream, RecordingFile.OptionsFor(tables.Model, device));
            var report = new Replayer(tables, timeline: null, memory).Run(reader, progress: null);
            RecordingFile.MustBeReadable(reader, path);
            RecordingFile.MustHoldAccesses(report.Accesses, path);
            return ReplayJson.Write(report, Provenance.Of(model, path));
        }
        catch (InputException fault)
        {
            return new JsonObject { ["recording"] = path, ["verdict"] = CorpusRow.Unusable, ["why"] = fault.Message };
        }
    }
}
