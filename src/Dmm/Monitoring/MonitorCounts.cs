using Dmm.Compilation;

namespace Dmm.Monitoring;

/// <summary>What a monitor has counted: not part of the device's state, so it may be cleared at any time.</summary>
public sealed class MonitorCounts
{
    private readonly long[] firedBefore;
    private readonly long[] passedBefore;

    internal MonitorCounts(MonitorTables tables)
    {
        Accesses = new long[tables.Slots.Length];
        Hooked = new long[tables.Slots.Length];
        Fired = new long[tables.Model.Rules.Count * 64];
        ChecksPassed = new long[tables.Model.Checks.Count];
        ChecksFailed = new long[tables.Model.Checks.Count];
        EntriesGiven = new long[tables.Model.Descriptors.Count];
        FramesGiven = new long[tables.Model.Descriptors.Count];
        firedBefore = new long[Fired.Length];
        passedBefore = new long[ChecksPassed.Length];
    }

    /// <summary>Accesses by slot.</summary>
    internal long[] Accesses { get; }

    /// <summary>Those of them that were hooked, by slot.</summary>
    internal long[] Hooked { get; }

    /// <summary>By rule and, for transitions, the bit of the state that was left.</summary>
    internal long[] Fired { get; }

    /// <summary>By check: how often it passed, in accesses that were allowed.</summary>
    public long[] ChecksPassed { get; }

    /// <summary>By check: how often it failed.</summary>
    public long[] ChecksFailed { get; }

    /// <summary>By descriptor structure: entries that were given to the device.</summary>
    public long[] EntriesGiven { get; }

    /// <summary>By descriptor structure: those of them that end a frame.</summary>
    public long[] FramesGiven { get; }

    /// <summary>How often a transition was taken from a state, or a rule applied (<paramref name="fromBit"/> 0).</summary>
    public long FiredFrom(int rule, int fromBit) => Fired[rule * 64 + fromBit];

    /// <summary>Remembers what was committed so far, before the first part of an access that may be denied by a later one.</summary>
    internal void Remember()
    {
        Fired.CopyTo(firedBefore, 0);
        ChecksPassed.CopyTo(passedBefore, 0);
    }

    /// <summary>Forgets what was committed since.</summary>
    internal void TakeBack()
    {
        firedBefore.CopyTo(Fired, 0);
        passedBefore.CopyTo(ChecksPassed, 0);
    }
}
