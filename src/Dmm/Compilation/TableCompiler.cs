using Dmm.Hooking;
using Dmm.Modeling.Model;

namespace Dmm.Compilation;

/// <summary>From a model and a hook plan to tables.</summary>
public sealed class TableCompiler
{
    private readonly DeviceModel model;
    private readonly HookPlan plan;
    private readonly Engine engine;
    private readonly ShadowPlan shadows;
    private readonly List<Slot> slots = [];
    private readonly RuleTable rules;
    private readonly Dictionary<int, PartRules> partRules = [];

    private TableCompiler(DeviceModel model, HookPlan plan, Engine engine)
    {
        this.engine = engine;
        this.model = model;
        this.plan = plan;
        shadows = ShadowPlan.Of(model);
        rules = new RuleTable(plan);
        slots.Add(Unlisted());
    }

    /// <summary>Compiles a model for some goals; what must be hooked is derived on the way.</summary>
    public static MonitorTables Compile(DeviceModel model, HookGoals goals, HookWay way = HookWay.Armed, Engine engine = Engine.Tables) =>
        Compile(model, HookDerivation.Derive(model, goals) with { Way = way }, engine);

    /// <summary>Compiles a model with a given hook plan.</summary>
    public static MonitorTables Compile(DeviceModel model, HookPlan plan, Engine engine = Engine.Tables) => new TableCompiler(model, plan, engine).Build();

    private MonitorTables Build()
    {
        var firsts = new List<int>();
        var places = new List<Place>();
        var numbers = new List<ushort>();
        for (var region = 0; region < model.Regions.Count; region++)
        {
            firsts.Add(places.Count);
            for (uint offset = 0; offset < model.Regions[region].Size && model.Regions[region].SameAs is null; offset++)
                places.Add(AddPlace(region, offset, numbers));
        }
        for (var region = 0; region < model.Regions.Count; region++)
            if (model.Regions[region].SameAs is { } other)
                firsts[region] = firsts[model.IndexOf(other)];
        AddRegisters(firsts, places, numbers);
        AddHarmless(firsts, places, numbers);
        var interrupt = rules.Add(EventKind.Interrupt, null);
        var cause = model.Interrupt is null ? default : rules.Add(EventKind.Observe, model.Interrupt.Cause);
        var reset = rules.Add(EventKind.Reset, null);
        var observations = new RuleRange[model.StateWords];
        foreach (var register in model.Registers)
            observations[register.Word] = rules.Add(EventKind.Observe, register);
        var tables = new MonitorTables(model, plan, engine)
        {
            FirstPlaces = [.. firsts], IndexDataPairs = [.. IndexDataPairs(firsts)],
            Places = [.. places], SlotNumbers = [.. numbers], Slots = [.. slots], Rules = rules.ToArray(),
            PartRules = [.. Enumerable.Range(0, slots.Count).Select(number => partRules.GetValueOrDefault(number))],
            InterruptRules = interrupt, CauseRules = cause, ResetRules = reset, Observations = observations,
            CauseWord = model.Interrupt?.Cause.Word ?? -1,
            CauseMask = model.Interrupt is null ? 0 : ulong.MaxValue >> (64 - 8 * model.Interrupt.Cause.Bytes),
            ResetWords = [.. model.Registers.Where(register => !register.SurvivesReset).Select(register => new ResetWord(register.Word, register.Reset))],
            NotReusable = model.Machines.SelectMany(machine => machine.States).Where(state => !state.Reusable).Aggregate(0UL, (mask, state) => mask | state.Mask),
            Conditions = [.. model.Conditions.Select(condition => condition.Holds)],
            WalkChecks = [.. model.Descriptors.Select(structure => model.Checks.Where(check => check.Walk?.Root == structure).Select(check => new CompiledCheck(check)).ToArray())],
            PowerOn = PowerOn(), MaxEffects = rules.MaxEffects,
        };
        for (var region = 0; region < model.Regions.Count; region++)
            if (!model.Regions[region].IsBehindIndex)
            {
                tables.Regions[model.Regions[region].Number] = new RegionPlaces(firsts[region], SizeOf(model.Regions[region]));
                tables.RegionSpans[model.Regions[region].Number] = Widths(model.Regions[region], isWrite: true);
                tables.RegionReadSpans[model.Regions[region].Number] = Widths(model.Regions[region], isWrite: false);
            }
        return tables;
    }

    private static int Widths(RegionInfo region, bool isWrite) => region.SpansOf(isWrite).Aggregate(0, (widths, size) => widths | size);

    private uint SizeOf(RegionInfo region) =>
        region.SameAs is null ? region.Size : Math.Min(region.Size, model.Regions[model.IndexOf(region.SameAs)].Size);

    private IEnumerable<IndexDataPair> IndexDataPairs(List<int> firsts) =>
        from pair in model.Indexed
        select new IndexDataPair((short)pair.Selector.Word, (byte)pair.Shift, ulong.MaxValue >> (64 - pair.Width), firsts[pair.Region], model.Regions[pair.Region].Size, pair.Unit);

    private Place AddPlace(int region, uint offset, List<ushort> numbers)
    {
        var paging = model.Paging.FirstOrDefault(paging => paging.Covers(region, offset));
        var place = paging is null
            ? new Place(numbers.Count, 0, 0, 0)
            : new Place(numbers.Count, (short)paging.Selector.Word, (byte)paging.Shift, (byte)(paging.Banks - 1));
        for (var i = 0; i < (place.SelectorMask + 1) * 2; i++)
            numbers.Add(0);
        return place;
    }

    private void AddRegisters(List<int> firsts, List<Place> places, List<ushort> numbers)
    {
        foreach (var register in model.Registers)
        {
            var isStream = (register.Access & AccessWords.Stream) != 0;
            foreach (var part in register.Places)
            {
                if (register.IsReadable || isStream)
                    AddPart(register, part, register.Pages, isWrite: false);
                if (register.IsWritable || isStream)
                    AddPart(register, part, register.Pages, isWrite: true);
            }
            foreach (var part in register.Readback?.Places ?? [])
                AddPart(register, part, register.Readback!.Page is { } page ? [page] : null, isWrite: false);
        }

        void AddPart(RegisterInfo register, PlaceInfo part, IReadOnlyList<int>? pages, bool isWrite)
        {
            for (var i = 0; i < part.Size; i++)
                foreach (var page in pages ?? [0])
                {
                    var place = places[firsts[part.Region] + (int)part.Offset + i];
                    numbers[place.First + page * 2 + (isWrite ? 1 : 0)] = (ushort)slots.Count;
                    slots.Add(MakeSlot(register, part, i, isWrite, page));
                }
        }
    }

    /// <summary>Harmless places that are alike share a slot, so that a wide range costs none for each of its bytes.</summary>
    private void AddHarmless(List<int> firsts, List<Place> places, List<ushort> numbers)
    {
        var shared = new Dictionary<(byte Sizes, bool IsCaught), ushort>();
        var harmless = new HarmlessPlaces(model);
        foreach (var (region, offset, page, isWrite) in harmless.All)
        {
            var kind = (Sizes: harmless.SizesAt(region, offset, page, isWrite), IsCaught: plan.Catches(model, region, offset, isWrite));
            if (!shared.TryGetValue(kind, out var number))
            {
                shared.Add(kind, number = (ushort)slots.Count);
                slots.Add(HarmlessSlot(kind.Sizes, kind.IsCaught));
            }
            numbers[places[firsts[region] + (int)offset].First + Math.Max(0, page) * 2 + (isWrite ? 1 : 0)] = number;
        }
    }

    private Slot MakeSlot(RegisterInfo register, PlaceInfo part, int byteOfPart, bool isWrite, int page)
    {
        var hook = plan.Hooks.FirstOrDefault(hook => hook.Region == part.Region && hook.Offset == part.Offset + byteOfPart
            && hook.IsWrite == isWrite && (hook.Pages.Count == 0 || hook.Pages.Contains(page)));
        var isProbed = plan.Probed.Contains(register);
        var isCaught = plan.Catches(model, part.Region, part.Offset + (uint)byteOfPart, isWrite);
        var flags = (hook is null && !isCaught ? SlotFlags.None : SlotFlags.Hooked) | (isProbed ? SlotFlags.Probed : SlotFlags.None)
            | (!isWrite && (register.Access & AccessWords.ReadResets) != 0 ? SlotFlags.Resets : SlotFlags.None);
        if (!isWrite && plan.Goals.HasFlag(HookGoals.Dma) && plan.Rules.Any(rule => rule.Checks.Count > 0 && rule.On.Any(on => on.Kind == EventKind.Read && on.Register == register)))
            flags |= SlotFlags.Foreseen;
        var passage = PassageOf(register);
        if (passage >= 0)
            flags |= SlotFlags.BehindIndex;
        var judged = hook is null && !isCaught ? default : isWrite ? rules.Add(EventKind.Write, register) : rules.AddReads(register);
        var observed = isProbed && !isWrite ? rules.Add(EventKind.Observe, register) : default;
        var isDivided = !isWrite && AddPartRules(register, judged, observed);
        if (flags != SlotFlags.None && (isDivided || model.SizeWord != 0))
            flags |= SlotFlags.Sized;
        // What is read there is the monitor's own answer, or what the device holds instead; neither says anything new.
        var masks = !isWrite && IsAnswered(register) ? default : AccessMasks.Of(register, isWrite);
        return new Slot
        {
            Flags = flags,
            IndexDataPair = (byte)Math.Max(0, passage),
            Word = (short)register.Word,
            Shift = (byte)((part.ByteIndex + byteOfPart) * 8),
            Sizes = SizesAt(register, part, byteOfPart),
            Armed = isCaught ? ulong.MaxValue : hook is null ? 0 : hook.Armed == 0 ? ulong.MaxValue : hook.Armed,
            Replaced = masks.Replaced, Cleared = masks.Cleared, Set = masks.Set, ClearedByRead = masks.ClearedByRead,
            Rules = judged,
            Observations = observed,
        };
    }

    /// <summary>What is judged of reads of parts at the slot that comes next; false where it is what is judged of a read of all.</summary>
    private bool AddPartRules(RegisterInfo register, RuleRange judged, RuleRange observed)
    {
        var (hooked, unhooked) = (rules.InParts(register, judged), rules.InParts(register, observed));
        if (hooked is null && unhooked is null)
            return false;
        partRules[slots.Count] = new PartRules(hooked ?? Same(judged), unhooked ?? Same(observed));
        return true;

        RuleRange[] Same(RuleRange range) => [.. Enumerable.Repeat(range, 1 << register.Bytes)];
    }

    /// <summary>The number of the pair whose data register it is; -1 if it is none's.</summary>
    private int PassageOf(RegisterInfo register)
    {
        for (var pair = 0; pair < model.Indexed.Count; pair++)
            if (model.Indexed[pair].Data.Contains(register))
                return pair;
        return -1;
    }

    /// <summary>Whether the device holds something else in a register than the guest wrote.</summary>
    private bool IsAnswered(RegisterInfo register) =>
        (plan.Goals.HasFlag(HookGoals.Frames) && model.Receive is { } receive && receive.Widened.Any(widened => widened.Register == register))
        || (plan.Goals.HasFlag(HookGoals.Frames) && model.Delivery?.Answers(register) == true)
        || (plan.Goals.HasFlag(HookGoals.Shadow) && shadows.Holds(register));

    /// <summary>A stream takes the sizes that the model lists; another register all of its place, and parts of it where the model lists them.</summary>
    private static byte SizesAt(RegisterInfo register, PlaceInfo part, int byteOfPart)
    {
        if (register.StreamSizes.Count > 0)
            return (byte)register.StreamSizes.Aggregate(0, (sizes, size) => sizes | size);
        var own = byteOfPart == 0 ? part.Size : 0;
        return (byte)register.PartSizes.Where(size => byteOfPart % size == 0 && byteOfPart + size <= part.Size).Aggregate(own, (sizes, size) => sizes | size);
    }

    private ulong[] PowerOn()
    {
        var words = new ulong[model.StateWords];
        words[0] = model.Machines.Aggregate(MonitorTables.AlwaysBit, (states, machine) => states | machine.Initial.Mask);
        foreach (var register in model.Registers)
            words[register.Word] = register.Reset;
        foreach (var variable in model.Variables)
            words[variable.Word] = variable.Initial;
        return words;
    }

    private static Slot HarmlessSlot(byte sizes, bool isCaught) => new()
    {
        Flags = isCaught ? SlotFlags.Harmless : SlotFlags.None, Word = -1, Shift = 0, Sizes = sizes, Armed = isCaught ? ulong.MaxValue : 0,
        Replaced = 0, Cleared = 0, Set = 0, ClearedByRead = 0, Rules = default, Observations = default,
    };

    private static Slot Unlisted() => new()
    {
        Flags = SlotFlags.Unlisted, Word = -1, Shift = 0, Sizes = 1, Armed = ulong.MaxValue,
        Replaced = 0, Cleared = 0, Set = 0, ClearedByRead = 0, Rules = default, Observations = default,
    };
}
