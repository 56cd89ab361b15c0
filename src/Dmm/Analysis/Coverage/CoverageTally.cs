using Dmm.Compilation;
using Dmm.Modeling.Model;
using Dmm.Monitoring;
using Dmm.Replaying;
using Dmm.Tracing;

namespace Dmm.Analysis.Coverage;

/// <summary>Plays recordings to a model, one after the other, and counts what of the model they cover.</summary>
/// <remarks>Memory is bounded by the model: recordings are streamed, and nothing is kept of them but counts.</remarks>
public sealed class CoverageTally
{
    private readonly MonitorTables tables;
    private readonly GuardTally guards;
    private readonly RegisterTally registers;
    private readonly long[] fired;
    private readonly long[] passed;
    private readonly long[] failed;
    private readonly long[] held;
    private readonly long[] notHeld;
    private readonly long[] begun = new long[64];
    private int recordings;

    /// <summary>Makes one that has counted nothing.</summary>
    public CoverageTally(MonitorTables tables)
    {
        ArgumentNullException.ThrowIfNull(tables);
        this.tables = tables;
        guards = new GuardTally(tables);
        registers = new RegisterTally(tables);
        fired = new long[tables.Model.Rules.Count * 64];
        passed = new long[tables.Model.Checks.Count];
        failed = new long[tables.Model.Checks.Count];
        held = new long[tables.Model.Conditions.Count];
        notHeld = new long[tables.Model.Conditions.Count];
    }

    /// <summary>Accesses of all recordings so far.</summary>
    public long Accesses { get; private set; }

    /// <summary>Plays a recording to its end, to a device at power-on.</summary>
    /// <param name="reader">The recording.</param>
    /// <param name="progress">Receives the number of events so far, now and then.</param>
    public void Add(ITraceReader reader, IProgress<long>? progress = null)
    {
        var playback = new Playback(tables, reader);
        recordings++;
        Begin();
        while (playback.Next())
        {
            Count(playback);
            if (!playback.HasMoreAtHand)
                progress?.Report(playback.Number);
        }
        Add(fired, playback.Monitor.Counts.Fired);
        Add(passed, playback.Monitor.Counts.ChecksPassed);
        Add(failed, playback.Monitor.Counts.ChecksFailed);
        registers.Add(playback.Monitor.Counts);
    }

    /// <summary>What was covered so far, and what not.</summary>
    public CoverageReport Report() => new(tables.Model, recordings, Accesses, [.. new CoverageItems(this).All()]);

    internal MonitorTables Tables => tables;

    internal (long Held, long NotHeld) GuardOf(RuleInfo rule) => (guards.Held[rule.Index], guards.NotHeld[rule.Index]);

    internal (long Passed, long Failed) CheckOf(CheckInfo check) => (passed[check.Index], failed[check.Index]);

    internal (long Held, long NotHeld) ConditionOf(ConditionInfo condition) => (held[condition.Index], notHeld[condition.Index]);

    internal (long Read, long Written) RegisterOf(RegisterInfo register) => (registers.Read[register.Word - 1], registers.Written[register.Word - 1]);

    internal long TakenFrom(RuleInfo rule, StateInfo from) => fired[rule.Index * 64 + from.Bit];

    /// <summary>How often a machine came into a state from another, or began in it.</summary>
    internal long EnteredOf(MachineInfo machine, StateInfo state) => begun[state.Bit]
        + tables.Model.Rules.Where(rule => rule.Machine == machine && rule.To == state)
            .Sum(rule => rule.From.Distinct().Where(from => from != state).Sum(from => TakenFrom(rule, from)));

    private void Count(Playback playback)
    {
        var each = playback.Event;
        if (each.IsAccess)
        {
            Accesses++;
            guards.Access(playback.Before, each);
            if (playback.Verdict.Kind == VerdictKind.Unhooked)
                return;
        }
        else if (each.IsInterrupt)
            guards.Interrupt(playback.Before, playback.Cause);
        else if (each.Kind == TraceEventKind.Reset)
            Begin();
        var failing = Reusability.Ask(playback.Monitor).Conditions;
        for (var i = 0; i < held.Length; i++)
            ((failing >> i & 1) == 0 ? held : notHeld)[i]++;
    }

    private void Begin()
    {
        foreach (var machine in tables.Model.Machines)
            begun[machine.Initial.Bit]++;
    }

    private static void Add(long[] sums, long[] counts)
    {
        for (var i = 0; i < sums.Length; i++)
            sums[i] += counts[i];
    }
}
