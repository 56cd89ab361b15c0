using System.Numerics;
using System.Runtime.CompilerServices;
using Dmm.Compilation;
using Dmm.Compiled;
using Dmm.Memory;
using Dmm.Modeling.Model;

namespace Dmm.Monitoring;

/// <summary>Judges the rules of one event: all against the same state, then all or none.</summary>
/// <remarks>The scratch arrays are as large as the largest event of the model needs, so nothing is allocated per event.</remarks>
/// <param name="tables">The model.</param>
/// <param name="frame">What is judged, and what it shows.</param>
/// <param name="counts">What is counted.</param>
internal sealed class Judgement(MonitorTables tables, AccessFrame frame, MonitorCounts counts)
{
    private readonly ulong[] words = frame.Words;
    private readonly IGuestMemory memory = frame.Memory;
    private readonly CompiledRule[] rules = tables.Rules;
    private readonly int[] fired = new int[Math.Max(1, tables.Rules.Length)];
    private readonly ulong[] values = new ulong[Math.Max(1, tables.MaxEffects)];
    private readonly ulong[] lengths = new ulong[Math.Max(1, tables.MaxEffects)];

    private readonly DescriptorWalk[] walks = WalksOf(tables.Model);
    private uint walked;

    /// <summary>The walks, by structure.</summary>
    public ReadOnlySpan<DescriptorWalk> Walks => walks;

    /// <summary>Judges, and commits unless a check fails.</summary>
    /// <param name="range">The rules of the event.</param>
    /// <param name="eventWord">The word of the event's register, which holds its new value already; -1 for none.</param>
    /// <param name="old">Its value before.</param>
    /// <returns>The checks that failed; 0 when everything is done.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong Run(RuleRange range, int eventWord, ulong old) => range.Count == 0 ? 0 : RunAll(range, eventWord, old);

    /// <summary>Visits newly given entries of a structure on no event, and commits unless one of its checks fails.</summary>
    /// <returns>The checks that failed.</returns>
    public ulong Walk(CompiledCheck[] checks)
    {
        walked = 0;
        var failed = FailedOf(checks, -1, 0);
        if (failed != 0)
            CountFailures(failed);
        else
            CommitWalks();
        return failed;
    }

    private ulong RunAll(RuleRange range, int eventWord, ulong old)
    {
        var firing = 0;
        walked = 0;
        ulong failed = 0;
        ReadOnlySpan<ulong> state = words;
        var states = state[0];
        var judged = rules.AsSpan(range.First, range.Count);
        for (var i = 0; i < judged.Length; i++)
        {
            ref readonly var rule = ref judged[i];
            if ((states & rule.From) == 0 || !rule.Guard.Holds(state, eventWord, old))
                continue;
            fired[firing++] = range.First + i;
            if (rule.Checks.Length != 0)
                failed |= FailedOf(rule.Checks, eventWord, old);
        }
        if (failed != 0)
            CountFailures(failed);
        else if (firing != 0)
            Commit(firing, states, eventWord, old);
        return failed;
    }

    [MethodImpl(MethodImplOptions.NoInlining)] // so that the loop over rules stays in registers
    private ulong FailedOf(CompiledCheck[] checks, int eventWord, ulong old)
    {
        ulong failed = 0;
        for (int at = 0, behind; at < checks.Length; at = behind)
        {
            behind = at + 1;
            if (checks[at].Walk < 0)
                failed |= checks[at].Passes(words, eventWord, old, memory) ? 0 : 1UL << checks[at].Index;
            else
            {
                while (behind < checks.Length && checks[behind].Walk == checks[at].Walk)
                    behind++;
                failed |= FailedOfWalk(checks.AsSpan(at..behind), eventWord, old);
            }
        }
        return failed;
    }

    /// <summary>Judges the entries that were newly given; they are read once for all checks of the event.</summary>
    private ulong FailedOfWalk(ReadOnlySpan<CompiledCheck> checks, int eventWord, ulong old)
    {
        Read(tables.Model.Descriptors[checks[0].Walk], eventWord, old);
        return walks[checks[0].Walk].FailedOf(checks, words, memory, eventWord, old);
    }

    private void Read(DescriptorInfo structure, int eventWord, ulong old)
    {
        if ((walked & 1u << structure.Index) != 0)
            return;
        if (structure.Parent is { } parent)
            Read(parent, eventWord, old);
        walks[structure.Index].Read(words, memory, eventWord, old);
        walked |= 1u << structure.Index;
    }

    /// <summary>A structure that others name stands before those, so its walk is there when it is asked for.</summary>
    private static DescriptorWalk[] WalksOf(DeviceModel model)
    {
        var walks = new DescriptorWalk[model.Descriptors.Count];
        foreach (var structure in model.Descriptors)
            walks[structure.Index] = new DescriptorWalk(structure, model, structure.Parent is { } parent ? walks[parent.Index] : null);
        return walks;
    }

    private void CommitWalks()
    {
        frame.Given |= walked;
        frame.LastWalked |= walked;
        for (; walked != 0; walked &= walked - 1)
        {
            var number = BitOperations.TrailingZeroCount(walked);
            counts.Add(counts.EntriesGiven, number, walks[number].Count);
            counts.Add(counts.FramesGiven, number, walks[number].Commit(words));
        }
    }

    private void Commit(int firing, ulong states, int eventWord, ulong old)
    {
        var effects = 0;
        var after = states;
        foreach (var number in fired.AsSpan(0, firing))
        {
            ref readonly var rule = ref rules[number];
            var from = rule.Clear == 0 ? 0 : BitOperations.TrailingZeroCount(states & rule.Clear);
            counts.Add(counts.Fired, rule.Index * 64 + from);
            after = (after & ~rule.Clear) | rule.Enter;
            foreach (var check in rule.Checks)
            {
                counts.Add(counts.ChecksPassed, check.Index);
                frame.Passed |= 1UL << check.Index;
            }
            foreach (var effect in rule.Effects)
            {
                values[effects] = effect.Value.Value(words, eventWord, old);
                lengths[effects++] = effect.Length.Value(words, eventWord, old);
            }
        }
        CommitWalks(); // on the state in which its entries were judged
        words[0] = after;
        if (effects == 0)
            return;
        effects = 0;
        foreach (var number in fired.AsSpan(0, firing))
            foreach (var effect in rules[number].Effects)
                effect.Apply(words, values[effects], lengths[effects++]);
    }

    private void CountFailures(ulong failed)
    {
        for (; failed != 0; failed &= failed - 1)
            counts.Add(counts.ChecksFailed, BitOperations.TrailingZeroCount(failed));
    }
}
