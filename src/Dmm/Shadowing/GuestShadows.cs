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
        isApproved = new bool[copies.Length];
        foreach (var structure in plan.Model.Descriptors)
        {
            copies[structure.Index] = structure == delivery?.Ring ? new ShadowCopy(structure, plan, null, instead)
                : new ShadowCopy(structure, plan, area, area.AtDevice(start)) { Told = [.. delivery?.Own.Told.Where(told => told.Structure == structure).SelectMany(told => told.Writes) ?? []] };
            start += RoomFor(structure);
        }
    }

    /// <summary>Whether entries that were given without an access are judged. Without it isolation does not hold, which is what tests show.</summary>
    internal bool JudgesEntries { get; init; } = true;

    /// <summary>Whether what was given without an access, structures as bits by index, may reach the device; null where checks alone tell.</summary>
    internal Func<uint, bool>? MayGive { get; init; }

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
        var value = words[register.Word];
        if (plan.UseOf(register) is not { } use)
            return value;
        var told = use.Structure is { } structure ? copies[structure.Index].Start : monitor.Memory.AtDevice(value & use.Mask);
        return (value & ~use.Mask) | (told & use.Mask);
    }

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
        for (; given != 0; given &= given - 1)
        {
            var structure = plan.Model.Descriptors[BitOperations.TrailingZeroCount(given)];
            if (!plan.IsPlainMemory(structure) && (structure.Parent is not null || !copies[structure.Index].Fits(monitor.WalkOf(structure.Index))))
                return false;
        }
        return true;
    }

    /// <summary>Gives the device what an allowed access or walk has given to it.</summary>
    /// <param name="given">Structures, as bits by index; each must fit.</param>
    internal void Publish(uint given)
    {
        for (; given != 0; given &= given - 1)
        {
            var structure = plan.Model.Descriptors[BitOperations.TrailingZeroCount(given)];
            if (structure.Parent is not null)
                continue; // plain memory
            isApproved[structure.Index] = true;
            foreach (var (_, use) in plan.FieldsOf(structure))
                if (use.Structure is { } named)
                    Forget(named);
            copies[structure.Index].Publish(monitor.WalkOf(structure.Index), monitor.Memory, copies, monitor.State.Block);
        }
    }

    /// <summary>Gives the device what the last access or walk has given to it.</summary>
    /// <returns>False if a structure is too large to be copied.</returns>
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
    }

    /// <summary>The device is about to be told again where all structures are.</summary>
    internal void BeginAgain()
    {
        foreach (var copy in copies)
            copy.BeginAgain();
    }

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
    }

    /// <summary>A copy begins at a page, which is aligned enough for any NIC.</summary>
    private static ulong RoomFor(DescriptorInfo structure) => ((ulong)ShadowCopy.BytesOf(structure) + 0xfff) & ~0xfffUL;
}
