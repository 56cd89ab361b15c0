using System.Runtime.CompilerServices;
using Dmm.Compilation;
using Dmm.Compiled;
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
    private readonly Slot[] slots;
    private readonly long[] accesses;
    private readonly Judgement judgement;
    private readonly AccessFrame frame;
    private readonly CompiledAccesses? compiled;
    private CompiledAccesses? usable;
    private ulong held;
    private int partAt;
    private bool isOpen; // as the transaction says: it is asked at every access

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
        (slots, accesses) = (tables.Slots, Counts.Accesses);
        frame = new AccessFrame(words, Memory) { Accesses = Counts.Accesses, Hooked = Counts.Hooked, Fired = Counts.Fired, ChecksPassed = Counts.ChecksPassed };
        judgement = new Judgement(tables, frame, Counts);
        LastDenied = new DeniedMoment(tables);
        Transaction = new Transaction(this, frame, words);
        compiled = CompiledModel.Of(tables) is { } model ? new CompiledAccesses(model, tables, frame) : null;
        ChooseWay();
    }

    /// <summary>The memory that the guest owns.</summary>
    public IGuestMemory Memory { get; }

    /// <summary>What the last denial was judged on.</summary>
    public DeniedMoment LastDenied { get; }

    /// <summary>What is known of the device.</summary>
    public DeviceState State { get; }

    /// <summary>What happened so far.</summary>
    public MonitorCounts Counts { get; }

    /// <summary>The way to judge an access that may still be taken back; <see cref="Access"/> commits at once.</summary>
    public Transaction Transaction { get; }

    /// <summary>The tables it runs on.</summary>
    public MonitorTables Tables => tables;

    /// <summary>The checks that the last access passed, as bits by <see cref="Modeling.Model.CheckInfo.Index"/>: which DMA is about to start.</summary>
    public ulong Passed => frame.Passed;

    /// <summary>The descriptor structures of which the last access or walk gave entries to the device, as bits by index.</summary>
    internal uint Given => frame.Given;

    /// <summary>Whether the monitor holds causes or statuses for the guest, which arms the hooks of the registers that show them.</summary>
    public bool HoldsForGuest
    {
        get => held != 0;
        set
        {
            held = value ? MonitorTables.HeldBit : 0;
            ChooseWay();
        }
    }

    /// <summary>The last walk over a structure.</summary>
    internal DescriptorWalk WalkOf(int structure) => judgement.Walks[structure];

    /// <summary>Has somebody told what walks give to the device.</summary>
    internal void TellWalks(IWalkWitness witness)
    {
        foreach (var walk in judgement.Walks)
            walk.Witness = witness;
    }

    /// <summary>Visits entries that were given to the device without an access, and judges them by all checks that walk the structure.</summary>
    public Verdict Walk(DescriptorInfo structure)
    {
        ArgumentNullException.ThrowIfNull(structure);
        frame.Clear();
        compiled?.Forget();
        var failed = judgement.Walk(tables.WalkChecks[structure.Index]);
        if (failed == 0)
            return new Verdict(VerdictKind.Allowed);
        LastDenied.Keep(words, -1, 0, 0, judgement.Walks);
        return new Verdict(VerdictKind.Denied, DenialKind.Check, failed);
    }

    /// <summary>Whether an access has to come to the monitor now: it is hooked in this bank and state, or it is one that the model does not list.</summary>
    /// <remarks>All others go straight to the device, and the monitor learns nothing of them.</remarks>
    public bool IsHooked(int region, uint offset, int size, bool isWrite) => IsHooked(region, offset, size, isWrite, out _);

    /// <summary>The same, and which register takes the access.</summary>
    /// <param name="region">The region's number in the model.</param>
    /// <param name="offset">Bytes from the start of the region.</param>
    /// <param name="size">Bytes of the access.</param>
    /// <param name="isWrite">The direction.</param>
    /// <param name="word">The word of the register that takes the access whole; less than 1 if none does, because none is listed or the access covers several.</param>
    internal bool IsHooked(int region, uint offset, int size, bool isWrite, out int word)
    {
        word = -1;
        if ((uint)region >= TraceEvent.RegionCount || offset >= tables.Regions[region].Count)
            return true;
        var number = tables.SlotOf(region, offset, size, isWrite, words);
        ref readonly var slot = ref tables.Slots[number];
        word = slot.Word;
        return number == 0 || ((words[0] | held) & slot.Armed) != 0;
    }

    /// <summary>Judges a read or a write, and follows it at once if it is allowed.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Verdict Access(in TraceEvent access) =>
        usable is { } code ? (code.PassesAgain(access) ? default : AccessByCode(code, access))
            : AccessByTables(access);

    private Verdict AccessByCode(CompiledAccesses code, in TraceEvent access) =>
        code.Judge(access) is >= 0 and var kind ? new Verdict((VerdictKind)kind) : AccessByTables(access);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Verdict AccessByTables(in TraceEvent access) => PassUnseen(access) is >= 0 and var slot ? JudgeSlot(access, slot) : default;

    /// <summary>Slots that run as code.</summary>
    internal int SlotsOfCode => compiled?.Made ?? 0;

    /// <summary>The slot of an access that passes unseen whatever the state is; -1 for every other, and for all where tables run alone.</summary>
    internal int UnseenSlotOf(in TraceEvent access) => compiled?.UnseenSlotOf(access) ?? -1;

    /// <summary>A transaction has begun or ended, or something is held. Code neither notes what it counts, as a transaction needs it, nor knows what is hooked only while something is held.</summary>
    internal void ChooseWay()
    {
        isOpen = Transaction.IsOpen;
        if (compiled is null)
            return;
        compiled.Forget();
        usable = isOpen || held != 0 ? null : compiled;
    }

    /// <summary>Counts an access that is neither hooked nor observed. Nine of ten move data through a stream, and end here.</summary>
    /// <returns>The number of its slot if there is more to do; negative if not.</returns>
    private int PassUnseen(in TraceEvent access)
    {
        if (isOpen)
            return FindSlot(access);
        frame.Clear();
        var number = FindSlot(access);
        ref readonly var slot = ref slots[number];
        if (slot.Flags != SlotFlags.None || (slot.Sizes & access.Size) == 0)
            return number;
        accesses[number]++;
        return -1;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int FindSlot(in TraceEvent access)
    {
        var region = access.Region;
        return access.Offset >= tables.Regions[region].Count ? 0 : tables.OwnSlotNumberOf(region, access.Offset, access.Kind == TraceEventKind.Write, words);
    }

    private Verdict JudgeSlot(in TraceEvent access, int number)
    {
        ref readonly var slot = ref slots[number];
        var size = access.Size;
        if ((slot.Sizes & size) == 0)
            return JudgeSpan(access, slot.Flags, number);
        if (isOpen)
            Transaction.Note(new JudgedPart(partAt, size, slot.Word, slot.Shift));
        Counts.AddAccess(number);
        return slot.Flags == SlotFlags.None ? default : Judge(slot, number, access.Value, size, access.Kind == TraceEventKind.Write ? 1 : 0);
    }

    /// <summary>An access to a data register is one to the register that the index chooses, in the size in which it is made.</summary>
    private Verdict JudgeBehind(in Slot data, ulong value, int size, int direction)
    {
        var number = tables.SlotNumberBehind(data, direction, words);
        ref readonly var slot = ref tables.Slots[number];
        if (number != 0 && (slot.Sizes & size) == 0)
            return new Verdict(VerdictKind.Denied, DenialKind.Size);
        if (isOpen)
            Transaction.NoteBehind(slot);
        Counts.AddAccess(number);
        return slot.Flags == SlotFlags.None ? default : Judge(slot, number, value, size, direction);
    }

    /// <summary>What <see cref="Access"/> would say and whether the device would be reusable afterwards; leaves no trace in state, counts or the last denial.</summary>
    /// <param name="access">The access. For a read the caller says what value it supposes.</param>
    public AccessPreview Preview(in TraceEvent access)
    {
        var verdict = Transaction.Try(access);
        var afterwards = Reusability.Ask(this);
        if (verdict.IsAllowed)
            Transaction.Discard();
        return new AccessPreview(verdict, afterwards);
    }

    /// <summary>A read as it can be judged before the device sees it: with the value that the monitor knows.</summary>
    /// <param name="read">The read; its value is not looked at.</param>
    public TraceEvent Supposed(in TraceEvent read)
    {
        var known = tables.Find(read.Region, read.Offset, isWrite: false, words) is { Register: { } register } at ? words[register.Word] >> at.Shift : 0;
        return read with { Value = known & (ulong.MaxValue >> (64 - 8 * read.Size)) };
    }

    /// <summary>Whether a read is one of one register that is allowed whatever its value is, and changes nothing but the register.</summary>
    /// <param name="region">The region's number in the model.</param>
    /// <param name="offset">Bytes from the start of the region.</param>
    /// <param name="size">Bytes of the access.</param>
    /// <param name="part">What it reads.</param>
    public bool TryFindPlainRead(int region, uint offset, int size, out JudgedPart part)
    {
        part = default;
        if ((uint)region >= TraceEvent.RegionCount || offset >= tables.Regions[region].Count)
            return false;
        var number = tables.SlotOf(region, offset, size, isWrite: false, words);
        ref readonly var slot = ref tables.Slots[number];
        if ((slot.Flags & (SlotFlags.Unlisted | SlotFlags.Resets | SlotFlags.Foreseen)) != 0)
            return false;
        part = new JudgedPart(0, size, slot.Word, slot.Shift);
        return true;
    }

    /// <summary>Judges an interrupt.</summary>
    /// <param name="cause">The value of the cause register, found by a probe; null when nobody knows it.</param>
    public Verdict Interrupt(ulong? cause)
    {
        compiled?.Forget();
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
        compiled?.Forget();
        var old = words[register.Word];
        words[register.Word] = value;
        judgement.Run(tables.Observations[register.Word], register.Word, old);
    }

    /// <summary>The device was reset through one of its registers: rules for a reset fire, registers take their reset values.</summary>
    public void Reset()
    {
        compiled?.Forget();
        judgement.Run(tables.ResetRules, -1, 0);
        foreach (var register in tables.ResetWords)
            words[register.Word] = register.Value;
    }

    /// <summary>The device was switched off and on.</summary>
    public void PowerOn() => tables.PowerOn.CopyTo(words, 0);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private Verdict Judge(in Slot slot, int number, ulong value, int size, int direction)
    {
        if (slot.Word < 0)
            return (slot.Flags & SlotFlags.Harmless) != 0 ? Harmless(number) : Unlisted(number);
        if ((slot.Flags & SlotFlags.BehindIndex) != 0)
            return JudgeBehind(slot, value, size, direction);
        ref var word = ref words[slot.Word];
        var old = word;
        var isHooked = ((words[0] | held) & slot.Armed) != 0;
        if (!isHooked && (slot.Flags & SlotFlags.Probed) == 0)
            return default;
        word = slot.Apply(old, value, size);
        var failed = (slot.Flags & SlotFlags.Sized) == 0 ? judgement.Run(isHooked ? slot.Rules : slot.Observations, slot.Word, old) : RunSized(slot, number, isHooked, size, old);
        if (isHooked)
            Counts.AddHooked(number);
        if (failed != 0)
        {
            if (!isOpen || !Transaction.IsTrial)
                LastDenied.Keep(words, slot.Word, old, size, judgement.Walks);
            word = old;
            return new Verdict(VerdictKind.Denied, DenialKind.Check, failed);
        }
        word &= ~(slot.ClearedByRead & slot.Covered(size));
        if ((slot.Flags & SlotFlags.Resets) != 0)
            Reset();
        return new Verdict(isHooked ? VerdictKind.Allowed : VerdictKind.Observed);
    }

    /// <summary>How many bytes the access has stands in the state block while it is judged, and only then. A read is judged on the bytes that it shows.</summary>
    private ulong RunSized(in Slot slot, int number, bool isHooked, int size, ulong old)
    {
        var bytes = RegisterBytes.Of(slot.Shift, size) | (isOpen ? Transaction.BytesBefore(slot) : 0);
        var range = tables.RulesOf(number, isHooked, bytes);
        var sizeWord = tables.Model.SizeWord;
        if (sizeWord != 0)
            words[sizeWord] = (ulong)size;
        var failed = judgement.Run(range, slot.Word, old);
        if (sizeWord != 0)
            words[sizeWord] = 0;
        return failed;
    }

    /// <summary>An access of a size that its first register does not take: where the region has such accesses, it is those to the registers that it covers.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private Verdict JudgeSpan(in TraceEvent access, SlotFlags flags, int number)
    {
        if ((flags & SlotFlags.Unlisted) != 0)
            return Unlisted(number);
        if (isOpen)
            return JudgeParts(access);
        var verdict = Transaction.Judge(access);
        if (verdict.IsAllowed)
            Transaction.Commit();
        return verdict;
    }

    /// <summary>The parts in the order of their addresses, each against the state after the one before; all are allowed or none.</summary>
    private Verdict JudgeParts(in TraceEvent access)
    {
        if (((access.Kind == TraceEventKind.Write ? tables.RegionSpans : tables.RegionReadSpans)[access.Region] & access.Size) == 0)
            return new Verdict(VerdictKind.Denied, DenialKind.Size);
        var verdict = default(Verdict);
        for (partAt = 0; partAt < access.Size && verdict.IsAllowed;)
        {
            var size = tables.LargestPart(access, partAt, words);
            var given = frame.Given;
            frame.LastWalked = 0;
            var judged = size == 0 ? new Verdict(VerdictKind.Denied, DenialKind.Size) : Access(access.Part(partAt, size));
            if ((given & frame.LastWalked) != 0)
                judged = new Verdict(VerdictKind.Denied, DenialKind.Size); // one access cannot give entries of one structure twice
            verdict = judged.Kind > verdict.Kind ? judged : verdict;
            partAt += size;
        }
        partAt = 0;
        return verdict;
    }

    /// <summary>It is caught because of what is hooked beside it, and there is nothing to judge.</summary>
    private Verdict Harmless(int number)
    {
        Counts.AddHooked(number);
        return new Verdict(VerdictKind.Allowed);
    }

    private Verdict Unlisted(int number)
    {
        Counts.AddHooked(number);
        return new Verdict(VerdictKind.Denied, DenialKind.Unlisted);
    }
}
