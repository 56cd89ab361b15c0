using Dmm.Compilation;
using Dmm.Tracing;
using Passthrough.Guests.Scripted;
using Passthrough.Multiplexing.Sharing;
using Passthrough.Multiplexing.Turns;
using Passthrough.Verification.Isolation.Scripts;

namespace Passthrough.Verification.Isolation.Search;

/// <summary>What a driver does when it is left alone with its device, as the steps of a script: what attacks are made of.</summary>
internal sealed class DriverRecording : IAccessListener
{
    private const int MostBytesAtOnce = 64;
    private const long WaitNs = 100_000;
    private const long LatestNs = 20_000_000_000;

    private readonly List<ScriptStep> steps = [];
    private long beforeNs;

    private DriverRecording()
    {
    }

    /// <summary>Records a driver that starts its device, sends and receives.</summary>
    /// <param name="tables">The model.</param>
    /// <param name="bench">The device and the driver.</param>
    /// <param name="forNs">How long.</param>
    /// <param name="problem">Why nothing was recorded.</param>
    public static ScriptStep[] Of(MonitorTables tables, SearchBench bench, long forNs, out string? problem)
    {
        using var nic = bench.TryMake(tables.Model, out problem);
        if (nic is null)
            return [];
        var recording = new DriverRecording();
        byte[] station = SearchRun.Stations[0];
        var parts = new[]
        {
            new IsolationPart("driver", true, station, (run, number) =>
                new WatchedGuest(new ScriptedGuest("driver", new CanaryTraffic(run, number, bench.Driver(tables.Model, 1, station)) { EveryNs = forNs / 8 }), recording.Store)),
        };
        var run = new IsolationRun(tables, nic, parts, new FairScheduler(), new SharingOptions { Frames = SharingOptions.FramesOf(tables.Model) });
        run.Multiplexer.Tenants[0].Listener = recording;
        run.Peer.Send(0, 4, 200, forNs / 8);
        run.Run(nic.ElapsedNs + LatestNs, () => recording.steps.Count > 0); // a busy machine may take long to get there
        run.Run(nic.ElapsedNs + forNs, () => false);
        problem = recording.steps.Count == 0 ? "the driver makes no access" : null;
        return [.. recording.Runs()];
    }

    /// <inheritdoc/>
    public void OnAccess(in TraceEvent access, long nowNs)
    {
        if (nowNs - beforeNs > WaitNs && steps.Count > 0)
            steps.Add(new ScriptStep(ScriptStepKind.Wait) { Value = WaitNs });
        beforeNs = nowNs;
        var kind = access.Kind == TraceEventKind.Write ? ScriptStepKind.Write : ScriptStepKind.Read;
        steps.Add(new ScriptStep(kind) { Region = (byte)access.Region, Offset = access.Offset, Size = (byte)access.Size, Value = kind == ScriptStepKind.Write ? access.Value : 0 });
    }

    /// <inheritdoc/>
    public void OnInterruptLine(bool asserted, long nowNs)
    {
    }

    /// <summary>Accesses of the same place one after the other become a run, if they are many.</summary>
    private IEnumerable<ScriptStep> Runs()
    {
        for (int i = 0, count; i < steps.Count; i += count)
        {
            var step = steps[i];
            count = 1;
            while (step.IsAccess && i + count < steps.Count && steps[i + count] is var next && next.Kind == step.Kind && next.Offset == step.Offset && next.Size == step.Size && next.Region == step.Region)
                count++;
            if (count < 8)
                count = 1;
            yield return count == 1 ? step : step with { Count = count, Value = 0, Data = step.Kind == ScriptStepKind.Write ? ScriptData.Card : ScriptData.Word };
        }
    }

    /// <summary>Of what is longer only the beginning counts: frames may hold anything, and what is cleared is cleared once.</summary>
    private void Store(ulong at, ReadOnlySpan<byte> bytes)
    {
        var first = bytes[..Math.Min(bytes.Length, MostBytesAtOnce)].ToArray();
        steps.Add(new ScriptStep(ScriptStepKind.Store) { Offset = (uint)at, Count = first.Length, Data = ScriptData.Bytes, Bytes = first });
    }
}
