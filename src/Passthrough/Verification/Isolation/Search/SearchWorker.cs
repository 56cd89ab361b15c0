using Dmm.Compilation;
using Passthrough.Devices;
using Passthrough.Devices.Qemu;
using Passthrough.Verification.Isolation.Scripts;

namespace Passthrough.Verification.Isolation.Search;

/// <summary>One of those who search: keeps scripts that came to something new, and makes others of them.</summary>
internal sealed class SearchWorker
{
    private const int MostKept = 512, StepsOnSimulated = 240, StepsOnReal = 6000, ShrinkTries = 600, RealShrinkTries = 60, RealPlays = 5;

    private readonly SearchOptions options;
    private readonly MonitorTables tables;
    private readonly SearchRun run;
    private readonly ScriptStep[] recorded;
    private readonly SearchRandom random;
    private readonly AccessCoverage coverage = new();
    private readonly List<ScriptStep[]> kept = [];
    private readonly List<SearchFinding> findings = [];
    private IPhysicalNic? nic;
    private long accesses, steps, denied, scripts, handoffs, evictions, sent, received;

    public SearchWorker(SearchOptions options, MonitorTables tables, ScriptStep[] recorded, int number)
    {
        this.options = options;
        this.tables = tables;
        this.recorded = recorded;
        random = new SearchRandom(options.Seed * 0x1_0000 + (ulong)number);
        run = new SearchRun(tables, options.Bench, options.Protections);
    }

    /// <summary>Whether frames for the victim come while it owns the device. They cannot where the NIC is deaf for longer than any turn.</summary>
    private bool ComesInTurn => !tables.Model.SharesFrames && options.Bench.Device is not QemuPlan { Options.DeafTime: not null };

    private bool IsReal => options.Bench.Device.IsRealTime;

    /// <summary>What came of it so far.</summary>
    public SearchResult Result => new()
    {
        Accesses = accesses, Steps = steps, Denied = denied, Scripts = scripts, Handoffs = handoffs, Evictions = evictions, Sent = sent, Received = received,
        Coverage = coverage.Count, Findings = findings, Problem = Problem,
    };

    private string? Problem { get; set; }

    /// <summary>Searches until so many accesses were made.</summary>
    public void Work(long until, Action<long> progress, CancellationToken cancel)
    {
        HostileSteps? source = null;
        while (accesses < until && findings.Count < options.MostFindings && Problem is null && !cancel.IsCancellationRequested)
        {
            if (!TryPrepare())
                break;
            source ??= Source();
            var script = kept.Count == 0 || random.Below(4) == 0 ? source.Fresh() : source.Mutated(kept[random.Below(kept.Count)], kept[random.Below(kept.Count)]);
            var outcome = run.Play(nic!, script, coverage);
            Count(outcome, progress);
            if (outcome.Findings.Count > 0)
                Report(script, outcome, cancel);
            else if (coverage.HasNew)
                Keep(script);
        }
        nic?.Dispose();
        nic = null;
    }

    private void Count(SearchOutcome outcome, Action<long> progress)
    {
        accesses += outcome.Accesses;
        steps += outcome.Steps;
        denied += outcome.Denied;
        handoffs += outcome.Handoffs;
        evictions += outcome.Evictions;
        sent += outcome.Sent;
        received += outcome.Received;
        scripts++;
        progress(outcome.Accesses);
    }

    private void Keep(ScriptStep[] script)
    {
        if (kept.Count < MostKept)
            kept.Add(script);
        else
            kept[random.Below(MostKept)] = script;
    }

    /// <summary>Keeps a break with the shortest script that still makes it, as far as there is time to look for one, and with how often that script makes it.</summary>
    private void Report(ScriptStep[] script, SearchOutcome outcome, CancellationToken cancel)
    {
        var first = outcome.Findings[0];
        var after = accesses;
        bool ComesAgain(ScriptStep[] steps) => !cancel.IsCancellationRequested && TryPrepare() && run.Play(nic!, steps, null).Findings.Any(each => each.Kind == first.Kind);
        var shrunk = ComesAgain(script) ? ScriptShrinking.Shrink(script, ComesAgain, IsReal ? RealShrinkTries : ShrinkTries) : script;
        var (plays, again) = (0, 0);
        for (; plays < (IsReal ? RealPlays : 1) && !cancel.IsCancellationRequested; plays++) // a simulated device does the same each time
            again += ComesAgain(shrunk) ? 1 : 0;
        findings.Add(new SearchFinding(first.Text, first.Kind, first.Bytes, after, script.Length, ScriptText.Of(shrunk, IsolationCase.Guests), plays, again));
    }

    private HostileSteps Source()
    {
        var memories = (nic as IDmaNic)?.GuestMemories ?? [];
        var own = IDmaNic.MemoryOf(nic!, 0);
        ulong ownBytes = 0;
        while (own.Owns(ownBytes, 0x1000))
            ownBytes += 0x1000;
        ulong[] places = memories.Count == 0 ? [] : [.. memories.Select(memory => memory.AtDevice(0)), ((IDmaNic)nic!).MonitorStart];
        return new HostileSteps(options.Model, recorded, new HostileValues(options.Model, places, ownBytes, SearchRun.Stations[1][^1]), random, IsReal ? StepsOnReal : StepsOnSimulated, ComesInTurn, asksSeldom: IsReal);
    }

    /// <summary>Has the device as it is after power-on.</summary>
    private bool TryPrepare()
    {
        if (nic is null || !IsReal)
        {
            nic?.Dispose();
            nic = options.Bench.TryMake(options.Model, out var problem);
            Problem ??= nic is null ? problem : null;
        }
        Problem ??= nic?.Failure;
        return Problem is null;
    }
}
