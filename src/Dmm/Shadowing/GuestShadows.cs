using System.Numerics;
using Dmm.Hooking;
using Dmm.Memory;
using Dmm.Modeling.Model;
using Dmm.Monitoring;

namespace Dmm.Shadowing;

/// <summary>What a guest's device is given in place of addresses and descriptors of the guest: translated, and copied after they were checked.</summary>
/// <remarks>
/// The monitor walks newly given entries into a copy of its own and judges that copy; what is published here is the same copy. So nothing that the
/// guest changes afterwards reaches the device.
/// </remarks>
public sealed class GuestShadows
{
    private readonly ShadowPlan plan;
    private readonly DeviceMonitor monitor;
    private readonly ShadowCopy[] copies;
    private readonly ListCopy?[] lists;
    private readonly GivenAreas?[] areas;
    private readonly QueueCopy?[] queues;
    private readonly bool[] isApproved;

    /// <summary>The shadows of one guest.</summary>
    /// <param name="plan">Where addresses are given to the device.</param>
    /// <param name="monitor">The monitor of the guest's device.</param>
    /// <param name="area">Memory that the device reaches and no guest does.</param>
    /// <param name="start">Where in it the copies of this guest begin; there is room for <see cref="BytesFor"/>.</param>
    public GuestShadows(ShadowPlan plan, DeviceMonitor monitor, IGuestMemory area, ulong start)
        : this(plan, monitor, area, start, null, 0)
    {
    }

    /// <summary>The shadows of one guest, one of whose structures the device does not see.</summary>
    /// <param name="plan">Where addresses are given to the device.</param>
    /// <param name="monitor">The monitor of the guest's device.</param>
    /// <param name="area">Memory that the device reaches and no guest does.</param>
    /// <param name="start">Where in it the copies of this guest begin.</param>
    /// <param name="delivery">How frames are delivered, or null: then the device sees all.</param>
    /// <param name="instead">What the device finds at the place of the guest's receive ring.</param>
    internal GuestShadows(ShadowPlan plan, DeviceMonitor monitor, IGuestMemory area, ulong start, DeliveryInfo? delivery, ulong instead)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(monitor);
        ArgumentNullException.ThrowIfNull(area);
        this.plan = plan;
        this.monitor = monitor;
        copies = new ShadowCopy[plan.Model.Descriptors.Count];
        (lists, areas, queues) = (new ListCopy?[copies.Length], new GivenAreas?[copies.Length], new QueueCopy?[copies.Length]);
        isApproved = new bool[copies.Length];
        foreach (var structure in plan.Model.Descriptors)
        {
            copies[structure.Index] = structure == delivery?.Ring || structure.Root.Queue is not null ? new ShadowCopy(structure, plan, null, instead)
                : new ShadowCopy(structure, plan, area, area.AtDevice(start)) { Told = [.. delivery?.Own.Told.Where(told => told.Structure == structure).SelectMany(told => told.Writes) ?? []] };
            if (plan.ListOf(structure) is { } list)
                lists[structure.Index] = new ListCopy(list, structure, plan, monitor, area, area.AtDevice(start)) { Told = delivery?.Own.Told ?? [] };
            else if (structure == delivery?.Ring && structure.Kind == DescriptorKind.List)
                areas[structure.Index] = new GivenAreas(structure);
            if (structure.Queue is not null)
                queues[structure.Index] = new QueueCopy(structure, plan, monitor, structure == delivery?.Ring ? null : area, structure == delivery?.Ring ? instead : area.AtDevice(start)) { Returned = () => Returned?.Invoke() };
            start += RoomFor(structure);
        }
    }

    /// <summary>Whether entries that were given without an access are judged. Without it isolation does not hold, which is what tests show.</summary>
    internal bool JudgesEntries { get; init; } = true;

    /// <summary>Whether what was given without an access, structures as bits by index, may reach the device; null where checks alone tell.</summary>
    internal Func<uint, bool>? MayGive { get; init; }

    /// <summary>Called when an entry of a queue in memory came back to the guest.</summary>
    internal Action? Returned { get; init; }

    /// <summary>Bytes that the copies of one guest take.</summary>
    public static ulong BytesFor(DeviceModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return model.Descriptors.Aggregate(0UL, (bytes, structure) => bytes + RoomFor(structure));
    }

    /// <summary>What the device holds in a register that has an address of the guest.</summary>
    public ulong ValueInDevice(RegisterInfo register, ReadOnlySpan<ulong> words)
    {
        ArgumentNullException.ThrowIfNull(register);
        if (plan.IsPointer(register))
            return 0; // it gets an address with the command that takes it
        var value = words[register.Word];
        if (plan.UseOf(register) is not { } use)
            return value;
        if (use.Structure is { Index: var index } && queues[index] is { } queue)
            return queue.ValueOf(register, words);
        var told = use.Structure is { } structure ? copies[structure.Index].Start : monitor.Memory.AtDevice(value & use.Mask);
        return (value & ~use.Mask) | (told & use.Mask);
    }

    /// <summary>What the device is given in a register with the command that takes its value.</summary>
    internal ulong ValueWith(PointerInfo pointer, ReadOnlySpan<ulong> words) =>
        pointer.Structure is { } structure ? lists[structure.Index]?.First ?? 0 : pointer.IsMemory ? monitor.Memory.AtDevice(words[pointer.Register.Word]) : 0;

    /// <summary>Puts into a state block what the device has in place of what variables say: where a list goes on, and addresses of the guest's memory.</summary>
    internal void Translate(Span<ulong> words)
    {
        foreach (var (variable, mask) in plan.Variables)
            words[variable.Word] = (words[variable.Word] & ~mask) | (monitor.Memory.AtDevice(words[variable.Word] & mask) & mask);
        foreach (var structure in plan.Model.Descriptors)
            if (lists[structure.Index] is { } list)
                words[structure.Head!.Word] = list.GoesOn;
    }

    /// <summary>The areas of a list that were given and are not filled.</summary>
    internal GivenAreas AreasOf(DescriptorInfo structure) => areas[structure.Index]!;

    /// <summary>What was given of a queue in memory and did not come back.</summary>
    internal QueueCopy QueueOf(DescriptorInfo structure) => queues[structure.Index]!;

    /// <summary>The copy of a structure.</summary>
    internal ShadowCopy CopyOf(DescriptorInfo structure) => copies[structure.Index];

    /// <summary>A guest has written a register: what begins there is another structure now.</summary>
    public void Written(RegisterInfo register)
    {
        ArgumentNullException.ThrowIfNull(register);
        if (plan.UseOf(register)?.Structure is { } structure)
            Forget(structure);
    }

    /// <summary>Whether what an access or a walk has given has a place in the copies. If not, the device must not see the access.</summary>
    /// <param name="given">Structures, as bits by index.</param>
    internal bool Fits(uint given)
    {
        for (var left = given; left != 0; left &= left - 1)
            if (!Fits(plan.Model.Descriptors[BitOperations.TrailingZeroCount(left)], given))
                return false;
        return true;
    }

    /// <summary>Gives the device what an allowed access or walk has given to it.</summary>
    /// <param name="given">Structures, as bits by index; each must fit.</param>
    internal void Publish(uint given)
    {
        for (var left = given; left != 0; left &= left - 1)
        {
            var structure = plan.Model.Descriptors[BitOperations.TrailingZeroCount(left)];
            if (structure.Parent is not null)
                continue; // plain memory, or it goes with the list whose entries name it
            isApproved[structure.Index] = true;
            if (lists[structure.Index] is { } list)
                list.Publish(given);
            areas[structure.Index]?.Publish(monitor.WalkOf(structure.Index));
            queues[structure.Index]?.Publish();
            if (structure.Kind == DescriptorKind.List || queues[structure.Index] is not null)
                continue;
            foreach (var (_, use) in plan.FieldsOf(structure))
                if (use.Structure is { } named)
                    Forget(named);
            copies[structure.Index].Publish(monitor.WalkOf(structure.Index), monitor.Memory, copies, monitor.State.Block);
        }
    }

    /// <summary>Gives the device what the last access or walk has given to it.</summary>
    /// <returns>False if what was given has no place in the copies.</returns>
    public bool TryPublish()
    {
        if (!Fits(monitor.Given))
            return false;
        Publish(monitor.Given);
        return true;
    }

    /// <summary>Looks for entries that were given to the device without an access, of structures that it reads on its own account.</summary>
    /// <returns>A denial, if one fails its checks; it is not given to the device then.</returns>
    public Verdict Refresh()
    {
        foreach (var structure in plan.Model.Descriptors)
        {
            if (!structure.IsFetchedAnytime || !isApproved[structure.Index] || structure.While is { } active && !active.Test(monitor.State.Words, -1, 0))
                continue;
            var verdict = monitor.Walk(structure);
            var mayGive = !verdict.IsAllowed || MayGive?.Invoke(monitor.Given) != false;
            if (verdict.IsAllowed && mayGive && TryPublish())
                continue;
            if (!JudgesEntries && Fits(1u << structure.Index))
            {
                Publish(1u << structure.Index);
                continue;
            }
            isApproved[structure.Index] = false; // until an access is allowed that walks it again
            return verdict.IsAllowed ? new Verdict(VerdictKind.Denied, mayGive ? DenialKind.TooLarge : DenialKind.Sender) : verdict;
        }
        return new Verdict(VerdictKind.Allowed);
    }

    /// <summary>Carries back what the device has written into the copies.</summary>
    public void CarryBack()
    {
        foreach (var copy in copies)
            copy.CarryBack(monitor.Memory);
        foreach (var list in lists)
            list?.CarryBack(monitor.Memory);
        foreach (var queue in queues)
            queue?.CarryBack(monitor.Memory);
    }

    /// <summary>Puts into a saved state block how much of each queue came back, for the device may have gone on until it was quiet.</summary>
    internal void CopyReturned(Span<ulong> words)
    {
        foreach (var structure in plan.Model.Descriptors)
            if (structure.Queue is { Returned.Word: var word })
                words[word] = monitor.State.Words[word];
    }

    /// <summary>The device is about to be told again where all structures are.</summary>
    internal void BeginAgain()
    {
        foreach (var copy in copies)
            copy.BeginAgain();
        foreach (var list in lists)
            list?.Forget();
        foreach (var queue in queues)
            queue?.BeginAgain();
    }

    /// <summary>The device was reset by its guest: it has no list and no queue any more.</summary>
    internal void ForgetLists()
    {
        foreach (var structure in plan.Model.Descriptors)
            if (structure.Kind == DescriptorKind.List || structure.Queue is not null)
                Forget(structure);
    }

    private bool Fits(DescriptorInfo structure, uint given) => plan.IsPlainMemory(structure)
        || (structure.Parent is not null ? lists[structure.Root.Index] is not null || queues[structure.Root.Index] is not null
            : lists[structure.Index]?.Fits(given) ?? queues[structure.Index]?.Fits(given) ?? areas[structure.Index]?.Fits(monitor.WalkOf(structure.Index)) ?? copies[structure.Index].Fits(monitor.WalkOf(structure.Index)));

    /// <summary>The device is like new.</summary>
    public void Clear()
    {
        foreach (var structure in plan.Model.Descriptors)
            Forget(structure);
    }

    private void Forget(DescriptorInfo structure)
    {
        isApproved[structure.Index] = false;
        copies[structure.Index].Forget();
        lists[structure.Index]?.Forget();
        areas[structure.Index]?.Forget();
        queues[structure.Index]?.Forget();
    }

    /// <summary>A copy begins at a page, which is aligned enough for any NIC.</summary>
    private static ulong RoomFor(DescriptorInfo structure) => structure is { Kind: DescriptorKind.List, Done: not null, IsFetchedAnytime: false }
        ? ListCopy.BytesOf(structure) : ((ulong)ShadowCopy.BytesOf(structure) + 0xfff) & ~0xfffUL;
}
