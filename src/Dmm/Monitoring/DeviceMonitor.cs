using System.Runtime.CompilerServices;
using Dmm.Compilation;
using Dmm.Memory;
using Dmm.Modeling.Model;
using Dmm.Tracing;

namespace Dmm.Monitoring;

/// <summary>The monitor of one guest's device: an event in, a verdict out. Nothing that a guest does makes it throw or allocate.</summary>
/// <remarks>
/// A write is judged before the device sees it; a read is judged when its value is known. Guards see the event's
/// register with its new value. All rules are judged against one state; then either everything they want is done or,
/// if any check fails, nothing is.
/// </remarks>
public sealed class DeviceMonitor
{
    private readonly MonitorTables tables;
    private readonly ulong[] words;
    private readonly Judgement judgement;
    private readonly ulong[] before;
    private DeviceMonitor? preview;

    /// <summary>A monitor of a device at power-on.</summary>
    /// <param name="tables">The model.</param>
    /// <param name="memory">The memory of the guest that has the device; that of a PC into which nobody can look when left out.</param>
    public DeviceMonitor(MonitorTables tables, IGuestMemory? memory = null)
    {
        ArgumentNullException.ThrowIfNull(tables);
        this.tables = tables;
        Memory = memory ?? UnseenMemory.OfPc;
        State = new DeviceState(tables);
        words = State.Block;
        Counts = new MonitorCounts(tables);
        judgement = new Judgement(tables, words, Counts, Memory);
        LastDenied = new DeniedMoment(tables);
        before = new ulong[words.Length];
    }

    /// <summary>The memory that the guest owns.</summary>
    public IGuestMemory Memory { get; }

    /// <summary>What the last denial was judged on.</summary>
    public DeniedMoment LastDenied { get; }

    /// <summary>What is known of the device.</summary>
    public DeviceState State { get; }

    /// <summary>What happened so far.</summary>
    public MonitorCounts Counts { get; }

    /// <summary>The checks that passed since this was last taken, as bits by <see cref="Modeling.Model.CheckInfo.Index"/>: which DMA is about to start.</summary>
    public ulong TakePassedChecks()
    {
        var passed = judgement.Passed;
        judgement.Passed = 0;
        return passed;
    }

    /// <summary>The descriptor structures of which entries were given to the device since this was last taken, as bits by index.</summary>
    internal uint TakeGiven()
    {
        var given = judgement.Given;
        judgement.Given = 0;
        return given;
    }

    /// <summary>The last walk over a structure.</summary>
    internal DescriptorWalk WalkOf(int structure) => judgement.Walks[structure];

    /// <summary>Visits entries that were given to the device without an access, and judges them by all checks that walk the structure.</summary>
    public Verdict Walk(DescriptorInfo structure)
    {
        ArgumentNullException.ThrowIfNull(structure);
        var failed = judgement.Walk(tables.WalkChecks[structure.Index]);
        if (failed == 0)
            return new Verdict(VerdictKind.Allowed);
        LastDenied.Keep(words, -1, 0, judgement.Walks);
        return new Verdict(VerdictKind.Denied, DenialKind.Check, failed);
    }

    /// <summary>The tables it runs on.</summary>
    public MonitorTables Tables => tables;

    /// <summary>Judges a read or a write.</summary>
    public Verdict Access(in TraceEvent access)
    {
        var region = access.Region;
        if (access.Offset >= tables.RegionSize[region])
            return Unlisted(0);
        var direction = access.Kind == TraceEventKind.Write ? 1 : 0;
        var place = tables.Places[tables.RegionFirst[region] + (int)access.Offset];
        int number = tables.SlotNumbers[place.Entry(words, direction)];
        ref readonly var slot = ref tables.Slots[number];
        var size = access.Size;
        if ((slot.Sizes & size) == 0)
            return Split(access);
        Counts.Accesses[number]++;
        // Nine of ten accesses move data through a stream and end here.
        return slot.Flags == SlotFlags.None ? default : Judge(slot, number, access.Value, size, direction);
    }

    /// <summary>An access to a data register is one to the register that the index chooses, in the size in which it is made.</summary>
    private Verdict JudgeBehind(in Slot data, ulong value, int size, int direction)
    {
        var number = tables.SlotNumberBehind(data, direction, words);
        ref readonly var slot = ref tables.Slots[number];
        if (number != 0 && (slot.Sizes & size) == 0)
            return new Verdict(VerdictKind.Denied, DenialKind.Size);
        Counts.Accesses[number]++;
        return slot.Flags == SlotFlags.None ? default : Judge(slot, number, value, size, direction);
    }

    /// <summary>What <see cref="Access"/> would say and whether the device would be reusable afterwards; leaves no trace in state, counts or the last denial.</summary>
    /// <remarks>It is tried on a second monitor, made at the first call; after that nothing is allocated.</remarks>
    /// <param name="access">The access. For a read the caller says what value it supposes.</param>
    public AccessPreview Preview(in TraceEvent access)
    {
        preview ??= new DeviceMonitor(tables, Memory);
        preview.State.CopyFrom(words);
        var verdict = preview.Access(access);
        return new AccessPreview(verdict, Reusability.Ask(preview));
    }

    /// <summary>Judges an interrupt.</summary>
    /// <param name="cause">The value of the cause register, found by a probe; null when nobody knows it.</param>
    public Verdict Interrupt(ulong? cause)
    {
        var word = -1;
        ulong old = 0;
        if (cause is { } value && tables.CauseWord >= 0)
        {
            word = tables.CauseWord;
            old = words[word];
            words[word] = value & tables.CauseMask;
            judgement.Run(tables.CauseRules, word, old);
        }
        judgement.Run(tables.InterruptRules, word, old);
        return new Verdict(VerdictKind.Allowed);
    }

    /// <summary>Judges the value of a register that the monitor has read for itself.</summary>
    public void Observe(RegisterInfo register, ulong value)
    {
        ArgumentNullException.ThrowIfNull(register);
        var old = words[register.Word];
        words[register.Word] = value;
        judgement.Run(tables.Observations[register.Word], register.Word, old);
    }

    /// <summary>The device was reset through one of its registers: rules for a reset fire, registers take their reset values.</summary>
    public void Reset()
    {
        judgement.Run(tables.ResetRules, -1, 0);
        foreach (var register in tables.ResetWords)
            words[register.Word] = register.Value;
    }

    /// <summary>The device was switched off and on.</summary>
    public void PowerOn() => tables.PowerOn.CopyTo(words, 0);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private Verdict Judge(in Slot slot, int number, ulong value, int size, int direction)
    {
        if ((slot.Flags & (SlotFlags.Unlisted | SlotFlags.Through)) != 0)
            return (slot.Flags & SlotFlags.Through) != 0 ? JudgeBehind(slot, value, size, direction) : Unlisted(number);
        ref var word = ref words[slot.Word];
        var old = word;
        var isHooked = (words[0] & slot.Armed) != 0;
        if (!isHooked && (slot.Flags & SlotFlags.Probed) == 0)
            return default;
        word = slot.Apply(old, value, size);
        var failed = judgement.Run(isHooked ? slot.Rules : slot.Observations, slot.Word, old);
        if (isHooked)
            Counts.Hooked[number]++;
        if (failed != 0)
        {
            LastDenied.Keep(words, slot.Word, old, judgement.Walks);
            word = old;
            return new Verdict(VerdictKind.Denied, DenialKind.Check, failed);
        }
        word &= ~(slot.ClearedByRead & slot.Covered(size));
        if ((slot.Flags & SlotFlags.Resets) != 0)
            Reset();
        return new Verdict(isHooked ? VerdictKind.Allowed : VerdictKind.Observed);
    }

    /// <summary>An access that covers several registers is its parts in the order of their addresses; all are allowed or none.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private Verdict Split(in TraceEvent access)
    {
        words.CopyTo(before, 0);
        Counts.Remember();
        var verdict = default(Verdict);
        for (var at = 0; at < access.Size;)
        {
            var size = tables.LargestPart(access, at, words);
            if (size == 0)
            {
                verdict = new Verdict(VerdictKind.Denied, DenialKind.Size);
                break;
            }
            var judged = Access(access.Part(at, size));
            verdict = judged.Kind > verdict.Kind ? judged : verdict;
            if (!judged.IsAllowed)
                break;
            at += size;
        }
        if (!verdict.IsAllowed)
        {
            before.CopyTo(words, 0);
            Counts.TakeBack();
        }
        return verdict;
    }

    private Verdict Unlisted(int number)
    {
        Counts.Hooked[number]++;
        return new Verdict(VerdictKind.Denied, DenialKind.Unlisted);
    }
}
