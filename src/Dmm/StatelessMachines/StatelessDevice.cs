using Dmm.Hooking;
using Dmm.Memory;
using Dmm.Modeling.Model;
using Dmm.Monitoring;
using Dmm.Tracing;
using Stateless;

namespace Dmm.StatelessMachines;

/// <summary>A model as live machines of the library Stateless: for programs that want a model among their own machines, and as a second engine beside <see cref="DeviceMonitor"/>.</summary>
/// <remarks>
/// It takes the same events and gives the same verdicts, but is made to be read and not to be fast: each access is looked up in the model, guards and
/// checks are computed from the model's own terms, and Stateless chooses the transitions. Of the monitor's tables nothing is used.
/// </remarks>
public sealed class StatelessDevice
{
    private readonly HookPlan? plan;
    private readonly ILookup<(int Region, uint Offset, bool IsWrite), Hook>? hooks;
    private readonly ulong[] words;
    private readonly RegisterMap map;
    private readonly StatelessDescription description;
    private readonly MachineSet machines;
    private readonly HashSet<(RegisterInfo Register, int Byte)> shown = [];
    private bool isSplit;

    /// <summary>Makes a device at power-on.</summary>
    /// <param name="model">The model.</param>
    /// <param name="memory">The memory of the guest that has the device; that of a PC into which nobody can look when left out.</param>
    /// <param name="plan">What is hooked, for the goals <see cref="HookGoals.Handoff"/> and <see cref="HookGoals.Dma"/>; every access and all rules when left out.</param>
    /// <exception cref="ArgumentException">The plan has a goal that is about what the device holds in place of what the guest wrote.</exception>
    public StatelessDevice(DeviceModel model, IGuestMemory? memory = null, HookPlan? plan = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        if (plan is { } given && (given.Goals & (HookGoals.Frames | HookGoals.Shadow | HookGoals.Station)) != 0)
            throw new ArgumentException($"{given.Goals}: only the goals {HookGoals.Handoff} and {HookGoals.Dma} are about the machines of a model", nameof(plan));
        Model = model;
        this.plan = plan;
        hooks = plan?.Hooks.ToLookup(hook => (hook.Region, hook.Offset, hook.IsWrite));
        words = WordsAtPowerOn(model); // before the machines are made, because they ask for their state
        map = new RegisterMap(model);
        description = new StatelessDescription(model, plan?.Rules);
        machines = new MachineSet(model, description, words, memory ?? UnseenMemory.OfPc, plan is null || plan.Goals.HasFlag(HookGoals.Dma));
    }

    /// <summary>The model.</summary>
    public DeviceModel Model { get; }

    /// <summary>The machines, in the order of the model: for pictures (<c>GetInfo()</c>), to subscribe to, and to look at.</summary>
    /// <remarks>States and triggers have the model's own words: <c>idle</c>, <c>write CR</c>. To move machines, give events to the device: they move together.</remarks>
    public IReadOnlyList<StateMachine<string, string>> Machines => machines.Machines;

    /// <summary>How machines moved on the last event.</summary>
    public IReadOnlyList<StatelessMove> Moves => machines.Moves;

    /// <summary>What is known of the device, as <see cref="DeviceModel"/> lays it out: word 0 has a bit for the state of each machine, then come registers, variables and sets.</summary>
    public ReadOnlySpan<ulong> Words => words;

    /// <summary>Everything that stands against a hand-off now: states that are not reusable, and conditions that do not hold.</summary>
    public IEnumerable<string> Obstacles()
    {
        var now = new EventView(words, -1, 0);
        foreach (var machine in Model.Machines)
            foreach (var state in machine.States)
                if (!state.Reusable && (words[0] & state.Mask) != 0)
                    yield return $"{machine.Name} is {state.Name}";
        foreach (var condition in Model.Conditions)
            if (!now.Holds(condition.Holds))
                yield return condition.Name;
    }

    /// <summary>Judges a read, whose value is known, or a write before the device sees it.</summary>
    public Verdict Access(in TraceEvent access)
    {
        machines.Moves.Clear();
        if (!isSplit)
            shown.Clear();
        var isWrite = access.Kind == TraceEventKind.Write;
        if (map.RegionOf(access, access.Offset) is not { } region)
            return new Verdict(VerdictKind.Denied, DenialKind.Unlisted);
        if (map.IsHarmless(region, access.Offset, access.Size, isWrite, words))
            return default;
        var part = map.Find(region, access.Offset, isWrite, words);
        if (part is not { } found)
            return map.IsHarmless(region, access.Offset, 1, isWrite, words) && Spans(access) ? Split(access)
                : new Verdict(VerdictKind.Denied, map.IsHarmless(region, access.Offset, 1, isWrite, words) ? DenialKind.Size : DenialKind.Unlisted);
        if (!found.Takes(access.Size))
            return Spans(access) ? Split(access) : new Verdict(VerdictKind.Denied, DenialKind.Size);
        if (map.PairOf(found.Register) is { } pair)
        {
            if (map.IsHarmlessBehind(pair, found, access.Size, isWrite, words))
                return default;
            if (map.Behind(pair, found, isWrite, words) is not { } behind)
                return new Verdict(VerdictKind.Denied, DenialKind.Unlisted);
            if (!behind.Takes(access.Size))
                return new Verdict(VerdictKind.Denied, DenialKind.Size);
            found = behind;
        }
        return Judge(found, access.Value, access.Size, isWrite);
    }

    /// <summary>Judges an interrupt.</summary>
    /// <param name="cause">The value of the cause register; null when it is not known.</param>
    public void Interrupt(ulong? cause)
    {
        machines.Moves.Clear();
        var (word, old) = (-1, 0UL);
        if (cause is { } value && Model.Interrupt?.Cause is { } register)
        {
            (word, old) = (register.Word, words[register.Word]);
            words[word] = value & (ulong.MaxValue >> (64 - 8 * register.Bytes));
            machines.Fire(description.Find(EventKind.Observe, register), word, old);
        }
        machines.Fire(description.Find(EventKind.Interrupt, null), word, old);
    }

    /// <summary>Judges the value of a register that was read without the guest.</summary>
    public void Observe(RegisterInfo register, ulong value)
    {
        ArgumentNullException.ThrowIfNull(register);
        machines.Moves.Clear();
        var old = words[register.Word];
        words[register.Word] = value;
        machines.Fire(description.Find(EventKind.Observe, register), register.Word, old);
    }

    /// <summary>Visits entries that were given to the device without an access, and judges them by all checks that walk the structure.</summary>
    public Verdict Walk(DescriptorInfo structure)
    {
        ArgumentNullException.ThrowIfNull(structure);
        machines.Moves.Clear();
        var failed = machines.Walk(structure);
        return failed == 0 ? new Verdict(VerdictKind.Allowed) : new Verdict(VerdictKind.Denied, DenialKind.Check, failed);
    }

    /// <summary>The device was switched off and on.</summary>
    public void PowerOn()
    {
        machines.Moves.Clear();
        WordsAtPowerOn(Model).CopyTo(words, 0);
    }

    private Verdict Judge(RegisterPart part, ulong value, int size, bool isWrite)
    {
        var register = part.Register;
        var isHooked = hooks?[(part.Part.Region, part.Part.Offset + (uint)part.ByteOfPart, isWrite)].Any(hook => IsArmed(hook, part.Page)) ?? true;
        if (!isHooked && !plan!.Probed.Contains(register))
            return default;
        var old = words[register.Word];
        words[register.Word] = part.After(old, value, size, isWrite);
        var kind = isWrite ? EventKind.Write : isHooked ? EventKind.Read : EventKind.Observe;
        var unknown = isWrite ? 0 : UnknownAfter(part, size);
        if (Model.SizeWord != 0)
            words[Model.SizeWord] = (ulong)size; // while it is judged, and only then
        var failed = isWrite && !isHooked ? 0 : machines.Fire(description.Find(kind, register), register.Word, old, unknown);
        if (Model.SizeWord != 0)
            words[Model.SizeWord] = 0;
        if (failed != 0)
        {
            words[register.Word] = old;
            return new Verdict(VerdictKind.Denied, DenialKind.Check, failed);
        }
        if (!isWrite)
            words[register.Word] = part.AfterRead(words[register.Word], size);
        if (!isWrite && (register.Access & AccessWords.ReadResets) != 0)
            Reset();
        return new Verdict(isHooked ? VerdictKind.Allowed : VerdictKind.Observed);
    }

    /// <summary>The bits of a register that a read does not show, nor a part of the same access before it, and that others than the guest change.</summary>
    private ulong UnknownAfter(RegisterPart part, int size)
    {
        var (register, seen) = (part.Register, 0UL);
        for (var bit = 0; bit < 8 * register.Bytes; bit++)
            if (bit / 8 >= part.Byte && bit / 8 < part.Byte + size || shown.Contains((register, bit / 8)) || plan?.Follows(register) != false && (register.KeptBits >> bit & 1) != 0)
                seen |= 1UL << bit;
        for (var at = part.Byte; at < part.Byte + size; at++)
            if (part.AfterRead(0xffUL << (8 * at), size) == 0xffUL << (8 * at)) // what a read clears has changed since
                shown.Add((register, at));
        return (ulong.MaxValue >> (64 - 8 * register.Bytes)) & ~seen;
    }

    private bool IsArmed(Hook hook, int page) =>
        (hook.Pages.Count == 0 || hook.Pages.Contains(page)) && (hook.Armed == 0 || (words[0] & hook.Armed) != 0);

    /// <summary>The device was reset through one of its registers.</summary>
    private void Reset()
    {
        machines.Fire(description.Find(EventKind.Reset, null), -1, 0);
        foreach (var register in Model.Registers)
            if (!register.SurvivesReset)
                words[register.Word] = register.Reset;
    }

    private static ulong[] WordsAtPowerOn(DeviceModel model)
    {
        var words = new ulong[model.StateWords];
        foreach (var machine in model.Machines)
            words[0] |= machine.Initial.Mask;
        foreach (var register in model.Registers)
            words[register.Word] = register.Reset;
        foreach (var variable in model.Variables)
            words[variable.Word] = variable.Initial;
        return words;
    }

    private bool Spans(in TraceEvent access)
    {
        var number = access.Region;
        return Model.Regions.First(region => region.Number == number).SpansOf(access.Kind == TraceEventKind.Write).Contains(access.Size);
    }

    /// <summary>An access that covers several registers is its parts in the order of their addresses; all are allowed or none, and no two give entries of one structure.</summary>
    private Verdict Split(in TraceEvent access)
    {
        ulong[] before = [.. words];
        var moves = new List<StatelessMove>();
        var given = new HashSet<DescriptorInfo>();
        isSplit = true;
        var verdict = default(Verdict);
        for (var at = 0; at < access.Size && verdict.IsAllowed;)
        {
            var size = SizeOfPart(access, at);
            machines.Given.Clear();
            var judged = size == 0 ? new Verdict(VerdictKind.Denied, DenialKind.Size) : Access(access.Part(at, size));
            if (machines.Given.Overlaps(given))
                judged = new Verdict(VerdictKind.Denied, DenialKind.Size);
            given.UnionWith(machines.Given);
            moves.AddRange(machines.Moves);
            verdict = judged.Kind > verdict.Kind ? judged : verdict;
            at += size;
        }
        isSplit = false;
        machines.Moves.Clear();
        if (verdict.IsAllowed)
            machines.Moves.AddRange(moves);
        else
            before.CopyTo(words, 0);
        return verdict;
    }

    /// <summary>The largest size that the register at a part of an access takes; 1 where none is listed, and 0 for a stream, or where it takes none that fits.</summary>
    private int SizeOfPart(in TraceEvent access, int at)
    {
        var offset = access.Offset + (uint)at;
        var isWrite = access.Kind == TraceEventKind.Write;
        if (map.RegionOf(access, offset) is not { } region)
            return 1;
        if (map.Find(region, offset, isWrite, words) is not { } part)
            return LargestHarmless(region, offset, access.Size - at, isWrite);
        if (part.IsStream)
            return 0;
        var size = 8;
        while (size > 0 && (size > access.Size - at || !part.Takes(size)))
            size /= 2;
        return size;
    }

    private int LargestHarmless(int region, uint offset, int most, bool isWrite)
    {
        var size = 8;
        while (size > 1 && (size > most || !map.IsHarmless(region, offset, size, isWrite, words)))
            size /= 2;
        return size;
    }
}
