using Dmm.Modeling.Model;
using Dmm.Monitoring;
using Dmm.Tracing;
using Passthrough.Guests;
using Passthrough.Multiplexing.Frames;
using Passthrough.Multiplexing.Probing;
using Passthrough.Multiplexing.Sharing;

namespace Passthrough.Multiplexing.Accesses;

/// <summary>The way of one access of the owner to the device; docs/passthrough.md has it as a picture.</summary>
/// <remarks>
/// An access that is not hooked goes straight to the device. A hooked one is a transaction: it is judged, what has to be done before it is done, it is
/// committed, and only then made on the device, register by register as it was judged. Whatever ends it earlier discards the transaction, so that
/// nothing of it is left.
/// </remarks>
internal sealed class OwnerAccess(SharedDevice device, CauseView causes, FrameSorter? sorter, Deliveries? deliveries, Precautions precautions, Prober prober, Transfers transfers)
{
    /// <summary>Things that may have to be done before one access; each is done once, but overwriting once for each range.</summary>
    private const int MostRounds = 16;

    private readonly OwnerValues values = new(device, causes);
    private readonly Pointers pointers = new(device);
    private readonly GuardedAccesses resets = new(device.Model.Resets, device.Model.StateWords);
    private readonly Widening? widening = device.SortsFrames ? new Widening(device) : null;

    /// <summary>Makes the next element of the access that the owner waits for.</summary>
    /// <param name="owner">The owner.</param>
    /// <param name="denial">Why it was denied, if it was.</param>
    public AccessOutcome TryMake(Tenant owner, out Verdict denial)
    {
        var access = owner.Request.Access;
        var bytes = owner.Guest.Data.Slice(owner.Done * access.Size, access.Size);
        denial = default;
        if (!owner.Monitor.IsHooked(access.Region, access.Offset, access.Size, access.IsWrite, out var word))
        {
            Pass(access, bytes);
            owner.Counts.Accesses++;
            return AccessOutcome.Made;
        }
        var outcome = access.IsWrite ? Write(owner, access, word, AccessValue.Read(bytes), out denial) : Read(owner, access, bytes, out denial);
        if (outcome == AccessOutcome.Waits)
            return outcome;
        owner.Counts.Accesses++;
        owner.Counts.Hooked++;
        return outcome;
    }

    private void Pass(GuestAccess access, Span<byte> bytes)
    {
        if (access.IsWrite)
            device.Nic.Write(access.Region, access.Offset, access.Size, AccessValue.Read(bytes));
        else
            AccessValue.Write(bytes, device.Nic.Read(access.Region, access.Offset, access.Size));
    }

    private AccessOutcome Write(Tenant owner, GuestAccess access, int word, ulong value, out Verdict verdict)
    {
        LookFirst(owner, access, word);
        var outcome = Prepare(owner, EventOf(access, value), out verdict);
        if (outcome != AccessOutcome.Made)
            return outcome;
        var transaction = owner.Monitor.Transaction;
        if (owner.Shadows is { } shadows && !shadows.Fits(transaction.Given))
        {
            transaction.Discard();
            verdict = new Verdict(VerdictKind.Denied, DenialKind.TooLarge);
            return AccessOutcome.Denied;
        }
        if (owner.Senders?.AreOwn(transaction.Parts, transaction.Given) == false)
        {
            transaction.Discard();
            verdict = new Verdict(VerdictKind.Denied, DenialKind.Sender);
            return AccessOutcome.Denied;
        }
        precautions.Commit(owner);
        deliveries?.BeforeWrite(owner, transaction);
        widening?.Follow(owner, transaction.Before); // before a command of the access, which changing banks would end
        Publish(owner);
        pointers.Give(owner);
        WriteToDevice(owner, access, value);
        owner.Shadows?.CarryBack(); // a write is what makes some devices work
        if ((precautions.Reached & RegisterRole.MayReset) != 0 && resets.Contain(transaction, owner.Monitor.State.Words))
            FollowReset(owner);
        deliveries?.AfterWrite(owner, transaction);
        if ((precautions.Reached & (RegisterRole.Cause | RegisterRole.UnreadFrame | RegisterRole.Delivers | RegisterRole.Raises | RegisterRole.Slot)) != 0)
            Follow(owner, value);
        return AccessOutcome.Made;
    }

    /// <summary>Makes a judged write register by register; what the monitor keeps for itself does not reach the device.</summary>
    private void WriteToDevice(Tenant owner, GuestAccess access, ulong value)
    {
        if (!device.Options.Protections.Parts)
        {
            device.Nic.Write(access.Region, access.Offset, access.Size, value);
            return;
        }
        foreach (ref readonly var part in owner.Monitor.Transaction.Parts)
            if ((device.Roles.Of(part.Word) & RegisterRole.Kept) == 0)
                device.Nic.Write(access.Region, InDevice(part, access.Offset + (uint)part.At), part.Size, values.ForDevice(owner, part, PartOf(value, part)));
    }

    /// <summary>Looks at causes of the device where the meaning of a write depends on them.</summary>
    private void LookFirst(Tenant owner, GuestAccess access, int word)
    {
        var wanted = owner.Held.ShowsStatus ? RegisterRole.JudgedByCauses | RegisterRole.Cause : RegisterRole.JudgedByCauses;
        var reached = word > 0 ? device.Roles.Of(word) : RolesOfSpan(owner, access);
        if ((reached & wanted) != 0)
            causes.Look(owner);
    }

    private RegisterRole RolesOfSpan(Tenant owner, GuestAccess access)
    {
        var roles = RegisterRole.None;
        for (var at = 0u; at < access.Size; at++)
            roles |= device.Roles.Of(device.Tables.Find(access.Region, access.Offset + at, access.IsWrite, owner.Monitor.State.Words).Register?.Word ?? 0);
        return roles;
    }

    private AccessOutcome Read(Tenant owner, GuestAccess access, Span<byte> bytes, out Verdict verdict)
    {
        var monitor = owner.Monitor;
        Span<JudgedPart> parts = stackalloc JudgedPart[Transaction.MostParts];
        var count = 1;
        verdict = default;
        if (!monitor.TryFindPlainRead(access.Region, access.Offset, access.Size, out parts[0]))
        {
            var outcome = Prepare(owner, monitor.Supposed(EventOf(access, 0)), out verdict);
            if (outcome != AccessOutcome.Made)
                return outcome;
            monitor.Transaction.Parts.CopyTo(parts);
            count = monitor.Transaction.Parts.Length;
            monitor.Transaction.Discard();
        }
        foreach (ref readonly var part in parts[..count])
            if (!CanBeSeen(owner, part.Word))
                return AccessOutcome.Waits;
        var value = 0UL;
        foreach (ref readonly var part in parts[..count])
            value |= ReadPart(owner, access, part) << (8 * part.At);
        var states = monitor.State.Words[0];
        verdict = monitor.Access(EventOf(access, value));
        if (!verdict.IsAllowed)
            return AccessOutcome.Denied;
        transfers.FollowLook(owner, states);
        AccessValue.Write(bytes, value);
        if ((device.Roles.Of(parts[..count]) & RegisterRole.Resets) != 0)
            ForgetAfterReset(owner);
        return AccessOutcome.Made;
    }

    /// <summary>Judges an access, and does what has to be done before the device may see it. What is done changes what the access is judged against, so it is judged again.</summary>
    /// <returns>Made: it is allowed, and the transaction is open. Otherwise nothing of it is left.</returns>
    private AccessOutcome Prepare(Tenant owner, in TraceEvent access, out Verdict verdict)
    {
        precautions.Begin();
        var hasLooked = false;
        for (var round = 0; round < MostRounds; round++)
        {
            verdict = owner.Monitor.Transaction.Judge(access);
            if (verdict.Denial == DenialKind.Check && !hasLooked && prober.KeepsWhatItSees)
            {
                prober.Look(owner); // what stands against the access may be over, and nobody have asked the device
                hasLooked = true;
                continue;
            }
            if (!verdict.IsAllowed)
                return AccessOutcome.Denied;
            var needed = precautions.Find(owner);
            if (needed.Kind == PrecautionKind.None && deliveries?.LosesArrivals(owner) == true)
                needed = new Precaution(PrecautionKind.ClearWire);
            if (needed.Kind == PrecautionKind.None)
                return AccessOutcome.Made;
            owner.Monitor.Transaction.Discard();
            if (needed.Kind == PrecautionKind.Refuse)
            {
                verdict = new Verdict(VerdictKind.Denied, needed.Denial);
                return AccessOutcome.Denied;
            }
            if (!precautions.TryTake(owner, needed))
                return AccessOutcome.Waits;
        }
        verdict = new Verdict(VerdictKind.Denied, DenialKind.Frames); // whenever one thing was done another had to be
        return AccessOutcome.Denied;
    }

    /// <summary>Whether the owner may see a register now; what it must not learn too early is seen to first.</summary>
    private bool CanBeSeen(Tenant owner, int word)
    {
        var roles = device.Roles.Of(word);
        if (device.SortsFrames && (roles & RegisterRole.NextFrame) != 0)
            return sorter!.TrySort(owner);
        if (device.SortsFrames && (roles & RegisterRole.Cause) != 0)
        {
            causes.Look(owner);
            if (causes.ReceiveCauses != 0)
                sorter!.TrySort(owner);
        }
        if ((roles & (RegisterRole.Delivers | RegisterRole.ShowsReceiver)) != 0)
            deliveries!.Follow(owner);
        if ((roles & RegisterRole.ShowsSlots) != 0)
            prober.Look(owner);
        if (word > 0 && owner.Held.ShowsStatus && owner.Held.Answers(word, out _))
            causes.Look(owner);
        return true;
    }

    private ulong ReadPart(Tenant owner, GuestAccess access, in JudgedPart part)
    {
        var value = device.Nic.Read(access.Region, InDevice(part, access.Offset + (uint)part.At), part.Size);
        owner.Shadows?.CarryBack(); // so that guest memory already holds what the value reports
        return values.ForOwner(owner, part, value);
    }

    /// <summary>Gives the device the checked copies, before it sees the access that leads to them.</summary>
    private void Publish(Tenant owner)
    {
        if (owner.Shadows is not { } shadows)
            return;
        foreach (var part in owner.Monitor.Transaction.Parts)
            if (RegisterOf(part) is { } register)
                shadows.Written(register);
        shadows.Publish(owner.Monitor.Transaction.Given);
    }

    /// <summary>The owner acknowledged causes, or read frames and so made room for others.</summary>
    private void Follow(Tenant owner, ulong value)
    {
        foreach (ref readonly var part in owner.Monitor.Transaction.Parts)
        {
            var roles = device.Roles.Of(part.Word);
            if ((roles & RegisterRole.Cause) != 0)
            {
                var acknowledged = PartOf(value, part) << part.Shift;
                owner.Held.Causes &= ~acknowledged;
                causes.Acknowledge(acknowledged);
            }
            if ((roles & RegisterRole.Delivers) != 0)
                owner.Delivered &= ~(PartOf(value, part) << part.Shift);
            if ((roles & RegisterRole.Raises) != 0)
                owner.Delivered |= (PartOf(value, part) << part.Shift) & device.Delivery!.Hidden;
            if ((roles & RegisterRole.Slot) != 0)
                owner.Held.EndStatus(part.Word);
            if ((roles & RegisterRole.UnreadFrame) != 0)
                owner.CanTakeFrames = true;
        }
    }

    /// <summary>A reset by a write ends causes and statuses, and the device begins with its first slot.</summary>
    private void FollowReset(Tenant owner)
    {
        owner.Held.Clear();
        owner.Delivered = 0;
        owner.Shadows?.ForgetLists();
        device.Port.Slots?.Reset();
    }

    /// <summary>Where the device has what the owner reaches at an offset.</summary>
    private uint InDevice(in JudgedPart part, uint offset) => device.Port.Slots?.InDevice(part.Word, offset) ?? offset;

    /// <summary>A reset ends causes; a status that it leaves alone is still the guest's own.</summary>
    private void ForgetAfterReset(Tenant owner)
    {
        owner.Held.Causes = owner.Delivered = 0;
        device.Widen(owner.Monitor.State.Words);
        owner.IsWidened = owner.HasListened = false;
    }

    private static ulong PartOf(ulong value, in JudgedPart part) => value >> (8 * part.At) & AccessValue.Ones(part.Size);

    private RegisterInfo? RegisterOf(in JudgedPart part) => part.Word < 1 ? null : device.Model.Registers[part.Word - 1];

    private static TraceEvent EventOf(GuestAccess access, ulong value) =>
        new(access.IsWrite ? TraceEventKind.Write : TraceEventKind.Read, access.Region, access.Size, access.Offset, value);
}
