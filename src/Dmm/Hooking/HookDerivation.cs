using Dmm.Compilation;
using Dmm.Expressions;
using Dmm.Modeling.Model;

namespace Dmm.Hooking;

/// <summary>Derives the hooked I/O list from a model alone.</summary>
/// <remarks>
/// The leading thought: whatever the monitor can read for itself at the moment it is asked needs no hook. A write is
/// hooked when its event drives something, when its value is needed to judge another hooked access, or when the value
/// is needed later and can be read nowhere. A read is hooked only where the guest could see, and then clear, something
/// that no later probe would find. Hooks on banked offsets are armed only while their bank is selected: the selecting
/// register is hooked anyway.
/// </remarks>
public sealed class HookDerivation
{
    private readonly DeviceModel model;
    private readonly HookGoals goals;
    private readonly Dictionary<int, RegisterInfo> byWord;
    private readonly Dictionary<(RegisterInfo Register, bool IsWrite), Need> needs = [];
    private readonly HashSet<RegisterInfo> probed = [];
    private readonly HashSet<RuleInfo> rules;

    private HookDerivation(DeviceModel model, HookGoals goals)
    {
        this.model = model;
        this.goals = goals;
        byWord = model.Registers.ToDictionary(register => register.Word);
        rules = RuleSelection.Select(model, goals);
    }

    /// <summary>What must be hooked so that the goals can be met.</summary>
    public static HookPlan Derive(DeviceModel model, HookGoals goals)
    {
        var derivation = new HookDerivation(model, goals);
        foreach (var rule in derivation.rules)
            derivation.AddRule(rule);
        if (goals.HasFlag(HookGoals.Handoff))
        {
            derivation.AddConditions();
            derivation.AddContext();
            derivation.AddHeld();
            derivation.AddSlots();
        }
        if (goals.HasFlag(HookGoals.Frames) && model.Receive is { } receive)
            derivation.AddFrames(receive);
        if (goals.HasFlag(HookGoals.Frames) && model.Delivery is { } delivery)
            derivation.AddDelivery(delivery);
        if (goals.HasFlag(HookGoals.Station) && model.Station is { } station)
            derivation.AddStation(station);
        if (goals.HasFlag(HookGoals.Shadow))
            derivation.AddShadows(ShadowPlan.Of(model));
        derivation.AddResets();
        derivation.AddSelectors();
        return new HookPlan(goals, derivation.ToHooks(), derivation.probed, derivation.rules);
    }

    private void AddRule(RuleInfo rule)
    {
        var forDma = goals.HasFlag(HookGoals.Dma) && rule.Checks.Count > 0;
        var goal = goals.HasFlag(HookGoals.Handoff) && (rule.Machine is not null || !forDma) ? HookGoals.Handoff
            : goals.HasFlag(HookGoals.Dma) ? HookGoals.Dma
            : goals.HasFlag(HookGoals.Frames) ? HookGoals.Frames : HookGoals.Station;
        foreach (var on in rule.On)
        {
            if (on.Register is null)
                continue;
            if (on.Kind == EventKind.Observe)
                AddObservation(rule, on.Register);
            else if (rule.Machine is not null || rule.Effects.Count > 0)
                Add(on.Register, on.Kind == EventKind.Write, rule.Machine is null ? HookNeed.Guard : HookNeed.Transition, goal, rule.ToString(), on.Kind == EventKind.Read ? ArmedBy(rule, on.Register) : 0);
            if (on.Kind == EventKind.Read && rule.Checks.Count == 0)
                AddRest(rule, on.Register);
            foreach (var check in forDma ? rule.Checks : [])
                Add(on.Register, on.Kind == EventKind.Write, HookNeed.Check, HookGoals.Dma, $"check {check.Name}");
        }
        foreach (var reference in rule.Guard.References)
            AddValue(reference, rule, HookNeed.Guard, goal, $"guard of {rule}");
        foreach (var reference in References.OfEffects(rule))
            AddValue(reference, rule, HookNeed.Guard, goal, $"what {rule} keeps in mind");
        if (!forDma)
            return;
        foreach (var check in rule.Checks)
            foreach (var reference in check.References)
                AddValue(reference, rule, HookNeed.Check, HookGoals.Dma, $"check {check.Name}");
    }

    /// <summary>Reads that drive one machine matter in the states that they leave; where the monitor finds the value by a probe, it misses nothing in the others.</summary>
    private static ulong ArmedBy(RuleInfo rule, RegisterInfo register) => rule.Machine is not null && rule.Checks.Count == 0 && register.IsFleeting && register.CanBeProbed ? rule.FromMask : 0;

    /// <summary>The value of a register that a judgement needs; that of the event's own register comes with the event.</summary>
    private void AddValue(Reference reference, RuleInfo rule, HookNeed need, HookGoals goal, string text)
    {
        if (!reference.IsRegister || rule.On.All(on => on.Register?.Word == reference.Word))
            return;
        var register = byWord[reference.Word];
        if (rule.On.All(on => on.Kind == EventKind.Observe) && register.CanBeProbed)
            probed.Add(register); // judged while the monitor is probing anyway
        else if (register.IsFleeting && register.CanBeProbed)
            probed.Add(register); // the device sets it, so no write tells; it is read before such an access is judged
        else if (register.IsWritable)
            Add(register, isWrite: true, need, goal, text);
        else if (register.CanBeProbed)
            probed.Add(register);
    }

    private void AddObservation(RuleInfo rule, RegisterInfo register)
    {
        if (!register.CanBeProbed)
        {
            Add(register, isWrite: false, HookNeed.Transition, HookGoals.Handoff, $"{rule}; a probe would have a side effect");
            AddRest(rule, register);
            return;
        }
        probed.Add(register);
        if (!register.IsFleeting || rules.Any(other => Covers(other, rule)))
            return;
        Add(register, isWrite: false, HookNeed.Transition, HookGoals.Handoff, $"{rule}; the guest may clear it before a probe", rule.FromMask);
        AddRest(rule, register);
    }

    /// <summary>A read of a part does not show the rest; what of that the guest itself writes is known by its writes.</summary>
    private void AddRest(RuleInfo rule, RegisterInfo register)
    {
        var bits = PartialReads.LookedAt(rule.Guard, register);
        if ((bits & register.KeptBits) != 0 && PartialReads.Divide(register, bits))
            Add(register, isWrite: true, HookNeed.Guard, HookGoals.Handoff, $"guard of {rule}; a read of a part of {register.Name} does not show what was written to the rest");
    }

    /// <summary>Whether another transition finds the same out by a probe of something that stays.</summary>
    private static bool Covers(RuleInfo other, RuleInfo rule) =>
        other.Machine == rule.Machine && other.To == rule.To && (other.FromMask & rule.FromMask) == rule.FromMask
        && other.On.Any(on => on is { Kind: EventKind.Observe, Register: { CanBeProbed: true, IsFleeting: false } });

    private void AddConditions()
    {
        foreach (var condition in model.Conditions)
            foreach (var reference in condition.Holds.References)
                AddForLater(reference, HookNeed.Condition, HookGoals.Handoff, $"condition {condition.Name}");
    }

    private void AddContext()
    {
        foreach (var item in model.Context)
        {
            if (item.Register is not { } register)
                continue;
            if (item.Save == SaveRule.Shadow && register.IsWritable)
                Add(register, isWrite: true, HookNeed.Context, HookGoals.Handoff, register.CanBeProbed ? $"context: {register.Name} is saved from its shadow" : $"context: {register.Name} cannot be read back");
            else if (item.Save == SaveRule.Read)
                probed.Add(register);
        }
        foreach (var live in model.Live)
            foreach (var reference in new[] { live.From, live.To, live.Wraps?.At, live.Wraps?.To }.SelectMany(part => part?.References ?? []))
                AddForLater(reference, HookNeed.Context, HookGoals.Handoff, $"live part {live.Name}");
    }

    /// <summary>After a hand-off the monitor answers for what could not be restored; until the guest has seen it, what shows the device's own is hooked.</summary>
    private void AddHeld()
    {
        var cause = model.Interrupt is { Cause: { ReadHasSideEffect: false } register } ? register : null;
        foreach (var answered in model.Context.Where(item => item.Restore == RestoreRule.Virtual).Select(item => item.Register!).Distinct())
            Add(answered, isWrite: false, HookNeed.Held, HookGoals.Handoff, $"{answered.Name}: what is held for the guest is shown in place of the device's", MonitorTables.HeldBit, isAnswered: true);
        if (cause is null || model.Context.All(item => item.Restore != RestoreRule.Virtual || item.Register != cause))
            return;
        if (cause.IsWritable)
            Add(cause, isWrite: true, HookNeed.Held, HookGoals.Handoff, $"{cause.Name}: the guest clears causes that are held for it", MonitorTables.HeldBit);
        if (model.Interrupt!.Mask is { IsWritable: true } mask)
            Add(mask, isWrite: true, HookNeed.Held, HookGoals.Handoff, $"{mask.Name} may enable a cause that is held", MonitorTables.HeldBit);
    }

    /// <summary>What stands for one slot of the guest stands for another one of the device.</summary>
    private void AddSlots()
    {
        foreach (var register in model.Slots?.Rows.SelectMany(row => row) ?? [])
        {
            if (register.IsWritable)
                Add(register, isWrite: true, HookNeed.Context, HookGoals.Handoff, $"{register.Name}: the guest's slot is another one of the device");
            if (register.IsReadable)
                Add(register, isWrite: false, HookNeed.Context, HookGoals.Handoff, $"{register.Name}: the guest's slot is another one of the device");
        }
        foreach (var shown in model.Slots?.Shown ?? [])
            Add(shown.Register, isWrite: false, HookNeed.Context, HookGoals.Handoff, $"{shown.Register.Name}: the monitor answers with the slots as the guest knows them", isAnswered: true);
    }

    private void AddFrames(ReceiveInfo receive)
    {
        foreach (var (register, isWrite, need, text) in FrameHooks.Of(model, receive))
            Add(register, isWrite, need, HookGoals.Frames, text, isAnswered: !isWrite);
        // What the device holds in a widened register is not what the guest wrote.
        var widened = receive.Widened.Select(each => each.Register).ToHashSet();
        foreach (var (expression, need, text) in FrameHooks.Values(receive))
            foreach (var reference in expression.References.Where(reference => widened.All(register => register.Word != reference.Word)))
                AddForLater(reference, need, HookGoals.Frames, text);
        probed.ExceptWith(widened);
        foreach (var reference in receive.First.References.Concat(receive.End.References).Where(reference => reference.IsRegister))
            if (byWord[reference.Word] is { IsWritable: true } edge)
                Add(edge, isWrite: true, HookNeed.Ring, HookGoals.Frames, $"{edge.Name} moves the receive ring: frames that are not sorted yet are sorted before");
    }

    private void AddDelivery(DeliveryInfo delivery)
    {
        foreach (var (register, isWrite, need, text) in DeliveryHooks.Of(model, delivery))
            Add(register, isWrite, need, HookGoals.Frames, text, isAnswered: !isWrite);
        probed.ExceptWith(delivery.Own.Keeps.Concat(delivery.Own.At));
        probed.ExceptWith(delivery.Widened.Select(widened => widened.Register));
    }

    private void AddStation(StationInfo station)
    {
        foreach (var register in station.Shown.Select(shown => shown.Register).Distinct())
            Add(register, isWrite: false, HookNeed.Station, HookGoals.Station, $"{register.Name}: the monitor answers with the guest's own address", isAnswered: true);
        foreach (var reference in References.Of(station))
            AddForLater(reference, HookNeed.Station, HookGoals.Station, "where the guest's own address shows");
    }

    private void AddShadows(ShadowPlan plan)
    {
        foreach (var (register, isWrite, need, text) in ShadowHooks.Of(plan))
            Add(register, isWrite, need, HookGoals.Shadow, text, isAnswered: !isWrite);
        probed.ExceptWith(plan.Registers); // the device would say the monitor's address
    }

    /// <summary>A value that is needed only when somebody asks: read then, if it can be read.</summary>
    private void AddForLater(Reference reference, HookNeed need, HookGoals goal, string text)
    {
        if (!reference.IsRegister)
            return;
        var register = byWord[reference.Word];
        if (register.CanBeProbed)
            probed.Add(register);
        else if (register.IsWritable)
            Add(register, isWrite: true, need, goal, $"{text}: {register.Name} cannot be read back");
    }

    private void AddResets()
    {
        foreach (var register in model.Registers)
            if ((register.Access & AccessWords.ReadResets) != 0)
                Add(register, isWrite: false, HookNeed.Reset, goals, "a read resets the device");
        foreach (var dma in rules.SelectMany(rule => rule.Checks).Select(check => check.Dma))
            if (dma?.Position is { } position)
                probed.Add(position);
    }

    private void AddSelectors()
    {
        foreach (var paging in model.Paging)
        {
            var hooked = needs.Where(need => PlacesOf(need.Key.Register, need.Value).Any(each => paging.Covers(each.Place.Region, each.Place.Offset))).ToList();
            if (hooked.Count == 0 && model.Harmless.Any(entry => entry.Places.Any(place => paging.Covers(place.Region, place.First))))
                Add(paging.Selector, isWrite: true, HookNeed.Bank, goals, $"{paging.Text} selects the bank in which places are harmless");
            if (hooked.Count > 0)
                Add(paging.Selector, isWrite: true, HookNeed.Bank, goals, $"{paging.Text} selects the bank of {string.Join(", ", hooked.Select(need => need.Key.Register.Name).Distinct())}");
        }
        // What is behind an index is listed register by register, so the index has to be known even where none of them is hooked.
        foreach (var pair in model.Indexed)
            Add(pair.Selector, isWrite: true, HookNeed.Bank, goals, $"{pair.Selector.Name} chooses the register behind {string.Join(", ", pair.Data.Select(data => data.Name))}");
    }

    private void Add(RegisterInfo register, bool isWrite, HookNeed kind, HookGoals goal, string text, ulong armed = 0, bool isAnswered = false)
    {
        if (!needs.TryGetValue((register, isWrite), out var need))
            needs.Add((register, isWrite), need = new Need { Armed = armed });
        need.IsAnswered |= isAnswered;
        // Once it is needed always, being needed in some states adds nothing.
        need.Armed = armed == 0 || need.Armed == 0 ? 0 : need.Armed | armed;
        if (!need.Reasons.Any(reason => reason.Text == text))
            need.Reasons.Add(new HookReason(kind, goal, text));
    }

    private List<Hook> ToHooks()
    {
        var hooks = new List<Hook>();
        foreach (var ((register, isWrite), need) in needs)
            foreach (var (place, pages) in PlacesOf(register, need))
                for (uint i = 0; i < place.Size; i++)
                    hooks.Add(new Hook(place.Region, place.Offset + i, isWrite, pages, need.Armed, register, need.Reasons));
        return [.. hooks.OrderBy(hook => hook.Region).ThenBy(hook => hook.Offset).ThenBy(hook => hook.IsWrite).ThenBy(hook => hook.Pages.Count == 0 ? 0 : hook.Pages[0])];
    }

    /// <summary>Where the accesses are that a need is about. A read that the monitor answers is one wherever the guest can make it.</summary>
    private static IEnumerable<(PlaceInfo Place, IReadOnlyList<int> Pages)> PlacesOf(RegisterInfo register, Need need)
    {
        var own = need.IsAnswered && !register.IsReadable ? [] : register.Places.Select(place => (place, register.Pages ?? []));
        return need.IsAnswered && register.Readback is { } readback
            ? own.Concat(readback.Places.Select(place => (place, (IReadOnlyList<int>)(readback.Page is { } page ? [page] : []))))
            : own;
    }

    private sealed class Need
    {
        public bool IsAnswered { get; set; }
        public ulong Armed { get; set; }
        public List<HookReason> Reasons { get; } = [];
    }
}
