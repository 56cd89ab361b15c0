using Passthrough.Multiplexing;
using Passthrough.Multiplexing.Sharing;
using Passthrough.Recording;
using Passthrough.Scenarios;
using Vpio.Outcomes;

namespace Vpio.Output;

/// <summary>The recordings of all guests of a scenario, one file each. A file that is there already is never written over.</summary>
internal sealed class RecordingFolder : IDisposable
{
    private readonly List<(string Path, GuestRecorder Recorder)> recordings = [];

    private RecordingFolder()
    {
    }

    /// <summary>What is to be said about recordings that are not whole.</summary>
    public IEnumerable<string> Notes
    {
        get
        {
            foreach (var (path, recorder) in recordings)
            {
                if (recorder.Problem is { } problem)
                    yield return $"the recording '{path}' ends early: {problem}";
                else if (recorder.LeftOut > 0)
                    yield return $"the recording '{path}' ends after {Figures.Count(GuestRecorder.MostEvents)} events; {Figures.Count(recorder.LeftOut)} are left out";
            }
        }
    }

    /// <summary>Begins to record all guests.</summary>
    public static RecordingFolder Begin(string folder, ScenarioRun run) => Begin(folder, run.Multiplexer, run.Scenario, "mux");

    /// <summary>Begins to record all guests that share a device.</summary>
    public static RecordingFolder Begin(string folder, Multiplexer multiplexer, Scenario scenario, string verb)
    {
        var made = new RecordingFolder();
        try
        {
            Directory.CreateDirectory(folder);
            var taken = multiplexer.Tenants.Select(tenant => PathOf(folder, tenant)).FirstOrDefault(Path.Exists);
            if (taken is not null)
                throw new InputException($"the recording '{taken}' is there already and is not written over: take it away, or give --record another folder");
            foreach (var tenant in multiplexer.Tenants)
                made.Add(PathOf(folder, tenant), scenario, tenant, verb);
            return made;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            made.Dispose();
            throw new InputException($"recordings cannot be written to '{folder}': {(fault is ArgumentException ? "the name is empty" : fault.Message)}");
        }
    }

    /// <summary>Ends all recordings in good order.</summary>
    public void Complete() => recordings.ForEach(each => each.Recorder.Complete());

    /// <summary>Closes the files.</summary>
    public void Dispose() => recordings.ForEach(each => each.Recorder.Dispose());

    private void Add(string path, Scenario scenario, Tenant tenant, string verb)
    {
        var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
        var recorder = new GuestRecorder(file, $"guest {tenant.Guest.Name}, recorded by vpio {verb}", RecordedDevice.Of(scenario.Model));
        tenant.Listener = recorder;
        recordings.Add((path, recorder));
    }

    /// <summary>Makes the file in which the wire is recorded.</summary>
    public static FileStream BeginWire(string folder)
    {
        var path = Path.Combine(folder, "wire.pcapng");
        try
        {
            Directory.CreateDirectory(folder);
            return new FileStream(path, FileMode.CreateNew, FileAccess.Write);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new InputException($"the recording '{path}' cannot be written: {fault.Message}");
        }
    }

    private static string PathOf(string folder, Tenant tenant) => Path.Combine(folder, $"{tenant.Guest.Name}.vpt");
}
