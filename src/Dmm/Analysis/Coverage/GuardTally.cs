using Dmm.Compilation;
using Dmm.Compiled;
using Dmm.Modeling.Model;
using Dmm.Monitoring;
using Dmm.Tracing;

namespace Dmm.Analysis.Coverage;

/// <summary>Counts how often each guard was judged and held, or did not.</summary>
/// <remarks>
/// The monitor counts what fired, not what it asked without a result, and it stays as fast as it is: this asks all guards of an event a second time,
/// on a copy of the state before the event. Only where one event is several steps (an access that covers several registers, one that resets
/// the device, an interrupt) are the steps done on the copy too.
/// </remarks>
internal sealed class GuardTally
{
    private readonly MonitorTables tables;
    private readonly ulong[] words;
    private readonly Judgement judgement;
    private readonly Dictionary<int, int> bytes = []; // by register, those that the access has reached

    public GuardTally(MonitorTables tables)
    {
        this.tables = tables;
        words = new ulong[tables.PowerOn.Length];
        judgement = new Judgement(tables, new AccessFrame(words, Memory.UnseenMemory.OfPc), new MonitorCounts(tables));
        Held = new long[tables.Model.Rules.Count];
        NotHeld = new long[tables.Model.Rules.Count];
    }

    /// <summary>By rule: how often its guard held where it could fire.</summary>
    public long[] Held { get; }

    /// <summary>By rule: how often its guard did not.</summary>
    public long[] NotHeld { get; }

    /// <summary>Counts the guards of an access.</summary>
    /// <param name="before">The state block before it.</param>
    /// <param name="access">A read or a write.</param>
    public void Access(ReadOnlySpan<ulong> before, in TraceEvent access)
    {
        if (access.Offset >= tables.Regions[access.Region].Count)
            return;
        bytes.Clear();
        ref readonly var slot = ref tables.Slots[NumberOf(access, before)];
        if ((slot.Sizes & access.Size) != 0)
        {
            if (slot.Flags == SlotFlags.None)
                return;
            before.CopyTo(words);
            Judge(access);
        }
        else
            Split(before, access);
    }

    /// <summary>Counts the guards of an interrupt.</summary>
    public void Interrupt(ReadOnlySpan<ulong> before, ulong? cause)
    {
        before.CopyTo(words);
        var word = cause is null ? -1 : tables.CauseWord;
        ulong old = 0;
        if (word >= 0)
        {
            old = words[word];
            words[word] = cause!.Value & tables.CauseMask;
            Run(tables.CauseRules, word, old);
        }
        Run(tables.InterruptRules, word, old);
    }

    private void Split(ReadOnlySpan<ulong> before, in TraceEvent access)
    {
        if (((access.Kind == TraceEventKind.Write ? tables.RegionSpans : tables.RegionReadSpans)[access.Region] & access.Size) == 0)
            return; // denied
        before.CopyTo(words);
        for (var at = 0; at < access.Size;)
        {
            var size = tables.LargestPart(access, at, words);
            var part = access.Part(at, Math.Max(1, size));
            if (size == 0 || part.Offset >= tables.Regions[part.Region].Count || !Judge(part))
                return;
            at += size;
        }
    }

    /// <summary>Counts, and does the access on the copy; false when it is denied.</summary>
    private bool Judge(in TraceEvent access)
    {
        var number = NumberOf(access, words);
        ref readonly var slot = ref tables.Slots[number];
        if ((slot.Flags & SlotFlags.Unlisted) != 0 || (slot.Sizes & access.Size) == 0)
            return false;
        var isHooked = (words[0] & slot.Armed) != 0;
        if (slot.Word < 0 || (!isHooked && (slot.Flags & SlotFlags.Probed) == 0))
            return true;
        var old = words[slot.Word];
        words[slot.Word] = slot.Apply(old, access.Value, access.Size);
        var before = bytes.GetValueOrDefault(slot.Word) & ~RegisterBytes.With(slot.ClearedByRead);
        bytes[slot.Word] = before | RegisterBytes.Of(slot.Shift, access.Size);
        if (!RunSized(tables.RulesOf(number, isHooked, bytes[slot.Word]), slot.Word, old, access.Size))
            return false;
        words[slot.Word] &= ~(slot.ClearedByRead & slot.Covered(access.Size));
        if ((slot.Flags & SlotFlags.Resets) != 0)
            Reset();
        return true;
    }

    private void Reset()
    {
        Run(tables.ResetRules, -1, 0);
        foreach (var register in tables.ResetWords)
            words[register.Word] = register.Value;
    }

    /// <summary>The bytes of the access stand in the state block while it is judged.</summary>
    private bool RunSized(RuleRange range, int eventWord, ulong old, int size)
    {
        if (tables.Model.SizeWord == 0)
            return Run(range, eventWord, old);
        words[tables.Model.SizeWord] = (ulong)size;
        var passes = Run(range, eventWord, old);
        words[tables.Model.SizeWord] = 0;
        return passes;
    }

    private bool Run(RuleRange range, int eventWord, ulong old)
    {
        for (var i = range.First; i < range.First + range.Count; i++)
        {
            ref readonly var rule = ref tables.Rules[i];
            if ((words[0] & rule.From) == 0)
                continue;
            if (rule.Guard.Holds(words, eventWord, old))
                Held[rule.Index]++;
            else
                NotHeld[rule.Index]++;
        }
        return judgement.Run(range, eventWord, old) == 0;
    }

    private int NumberOf(in TraceEvent access, ReadOnlySpan<ulong> state) =>
        tables.SlotNumberOf(access.Region, access.Offset, access.Kind == TraceEventKind.Write, state);
}
