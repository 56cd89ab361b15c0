using System.Diagnostics;
using Dmm.Modeling.Model;
using Passthrough.Multiplexing.Sharing;

namespace Passthrough.Verification.Isolation.Search;

/// <summary>
/// Searches for a script by which a guest gets, changes or breaks what is another's: hostile accesses drawn from the model among pieces of a real
/// driver's work, with what they reach as guidance.
/// </summary>
/// <remarks>On a simulated device all follows from the seed and the number of workers. Each worker has its device, its scripts and its random numbers to itself.</remarks>
public static class IsolationSearch
{
    private const long RecordedNs = 20_000_000, RecordedRealNs = 400_000_000;

    /// <summary>Searches.</summary>
    /// <param name="options">What, and how long.</param>
    /// <param name="progress">Receives how many accesses were made, or null.</param>
    /// <param name="cancel">Ends it early, with what there is.</param>
    public static SearchResult Search(SearchOptions options, IProgress<long>? progress = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var clock = Stopwatch.StartNew();
        var tables = SharingHooks.Compile(options.Model); // once, and not for each script
        var recorded = DriverRecording.Of(tables, options.Bench, options.Bench.Device.IsRealTime ? RecordedRealNs : RecordedNs, out var problem);
        if (problem is not null)
            return new SearchResult { Problem = problem };
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        if (options.AtMost is { } atMost)
            over.CancelAfter(atMost);
        long done = 0;
        IEnumerable<int> numbers = options.Only is { } only ? [only] : Enumerable.Range(0, options.Workers);
        var workers = numbers.Select(number => new SearchWorker(options, tables, recorded, number)).ToArray();
        Parallel.ForEach(workers, new ParallelOptions { MaxDegreeOfParallelism = options.Workers }, worker =>
            worker.Work(options.Accesses / options.Workers, made => progress?.Report(Interlocked.Add(ref done, made)), over.Token));
        return SearchResult.Of(workers.Select(worker => worker.Result), clock.Elapsed);
    }
}

/// <summary>What is searched, and how long.</summary>
public sealed record SearchOptions
{
    /// <summary>The model.</summary>
    public required DeviceModel Model { get; init; }

    /// <summary>The device, and the driver of its guests.</summary>
    public required SearchBench Bench { get; init; }

    /// <summary>From what everything random follows.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Hostile accesses to be made.</summary>
    public long Accesses { get; init; } = 1_000_000;

    /// <summary>How many search at the same time.</summary>
    public int Workers { get; init; } = 2;

    /// <summary>The one of them that searches here, from 0, where the others do so elsewhere; null for all.</summary>
    public int? Only { get; init; }

    /// <summary>How long it takes at most; null for as long as it takes.</summary>
    public TimeSpan? AtMost { get; init; }

    /// <summary>The parts that keep guests apart; all, but in tests.</summary>
    internal Protections Protections { get; init; } = Protections.All;

    /// <summary>Findings after which it ends.</summary>
    public int MostFindings { get; init; } = 1;
}

/// <summary>What came of a search.</summary>
public sealed record SearchResult
{
    /// <summary>Hostile accesses; a run through one register is as many.</summary>
    public long Accesses { get; init; }

    /// <summary>Steps that made them: exits, stores, frames, hand-offs.</summary>
    public long Steps { get; init; }

    /// <summary>Accesses that were denied.</summary>
    public long Denied { get; init; }

    /// <summary>Scripts that were played.</summary>
    public long Scripts { get; init; }

    /// <summary>Hand-offs.</summary>
    public long Handoffs { get; init; }

    /// <summary>Times that the device was taken away from a guest that had not let go of it.</summary>
    public long Evictions { get; init; }

    /// <summary>Whole frames of the victim that left.</summary>
    public long Sent { get; init; }

    /// <summary>Whole frames that came to it.</summary>
    public long Received { get; init; }

    /// <summary>What accesses have come to: how many different things.</summary>
    public int Coverage { get; init; }

    /// <summary>How long it took.</summary>
    public TimeSpan Time { get; init; }

    /// <summary>What was found.</summary>
    public IReadOnlyList<SearchFinding> Findings { get; init; } = [];

    /// <summary>Why nothing could be searched, or not to the end; null if it could.</summary>
    public string? Problem { get; init; }

    internal static SearchResult Of(IEnumerable<SearchResult> parts, TimeSpan time)
    {
        var all = parts.ToArray();
        return new SearchResult
        {
            Accesses = all.Sum(each => each.Accesses),
            Steps = all.Sum(each => each.Steps),
            Denied = all.Sum(each => each.Denied),
            Scripts = all.Sum(each => each.Scripts),
            Handoffs = all.Sum(each => each.Handoffs),
            Evictions = all.Sum(each => each.Evictions),
            Sent = all.Sum(each => each.Sent),
            Received = all.Sum(each => each.Received),
            Coverage = all.Max(each => each.Coverage),
            Time = time,
            Findings = [.. all.SelectMany(each => each.Findings)],
            Problem = all.Select(each => each.Problem).FirstOrDefault(each => each is not null),
        };
    }
}

/// <summary>A script that breaks the isolation of guests.</summary>
/// <param name="Text">What it breaks, in a sentence.</param>
/// <param name="Kind">What kind of break.</param>
/// <param name="Bytes">How many bytes.</param>
/// <param name="AfterAccesses">Accesses that its worker had made before.</param>
/// <param name="Steps">The steps that it took when it was found.</param>
/// <param name="Script">The script after shrinking, as cases are written; whole where the break did not come again.</param>
/// <param name="Plays">How often that script was played after it.</param>
/// <param name="Again">In how many of these the break came again; on a device in real time it may depend on moments.</param>
public sealed record SearchFinding(string Text, FindingKind Kind, long Bytes, long AfterAccesses, int Steps, string Script, int Plays, int Again);
