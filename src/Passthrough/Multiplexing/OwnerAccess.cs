using Dmm.Compilation;
using Dmm.Modeling.Model;
using Dmm.Monitoring;
using Dmm.Shadowing;
using Dmm.Tracing;
using Passthrough.Guests;

namespace Passthrough.Multiplexing;

/// <summary>Makes the accesses of the owner: judged by the monitor, then made on the device, with what the monitor holds for the guest laid over.</summary>
internal sealed class OwnerAccess
{
    private readonly SharedDevice device;
    private readonly CauseView causes;
    private readonly FrameSorter? sorter;
    private readonly OwnerValues values;
    private readonly DmaPreparation dmas;
    private readonly Prober prober;
    private readonly Widening? widening;
    private readonly ArrivalWatch? arrivals;
    private readonly bool[] startsDma;
    private readonly bool[] mayDeafen;
    private readonly ulong[] before;

    public OwnerAccess(SharedDevice device, CauseView causes, FrameSorter? sorter, Scrubber scrubber, Prober prober)
    {
        this.device = device;
        this.causes = causes;
        this.sorter = sorter;
        values = new OwnerValues(device, causes);
        this.prober = prober;
        widening = device.SortsFrames ? new Widening(device) : null;
        arrivals = sorter is null ? null : new ArrivalWatch(device, sorter);
        dmas = new DmaPreparation(sorter, scrubber, prober, arrivals);
        startsDma = new bool[device.Model.StateWords];
        foreach (var register in device.Model.Registers)
            startsDma[register.Word] = scrubber.MayStartDma(register);
        before = new ulong[device.Model.StateWords];
        mayDeafen = new bool[device.Model.StateWords];
        foreach (var reference in device.Receive?.Listens.References ?? [])
            mayDeafen[reference.Word] = true;
        foreach (var rule in device.Model.Rules.Where(rule => rule.Effects.Any(effect => effect.Kind == EffectKind.Set && mayDeafen[effect.Word])))
            foreach (var on in rule.On.Where(on => on.Register is not null))
                mayDeafen[on.Register!.Word] = true;
    }

    /// <summary>Makes the next element of the access that the owner waits for.</summary>
    /// <param name="owner">The owner.</param>
    /// <param name="denial">Why it was denied, if it was.</param>
    public AccessOutcome TryMake(Seat owner, out Verdict denial)
    {
        var access = owner.Request.Access;
        var bytes = owner.Guest.Data.Slice(owner.Done * access.Size, access.Size);
        var outcome = access.IsWrite ? Write(owner, access, AccessValue.Read(bytes), out denial) : Read(owner, access, bytes, out denial);
        if (outcome != AccessOutcome.Waits)
            owner.Counts.Accesses++;
        return outcome;
    }

    private AccessOutcome Read(Seat owner, GuestAccess access, Span<byte> bytes, out Verdict verdict)
    {
        var monitor = owner.Monitor;
        verdict = default;
        var found = Find(owner, access);
        if (found.Register is not { } register)
        {
            verdict = monitor.Access(EventOf(access, AccessValue.Ones(access.Size)));
            if (!verdict.IsAllowed)
                return AccessOutcome.Denied;
        }
        else if ((register.Access & AccessWords.Stream) != 0)
        {
            if (ArrivalWatch.ForbidsReading(owner))
            {
                verdict = new Verdict(VerdictKind.Denied);
                return AccessOutcome.Denied;
            }
        }
        else if (!PrepareRead(owner, register))
            return AccessOutcome.Waits;
        var value = device.Nic.Read(access.Region, access.Offset, access.Size);
        owner.Shadows?.CarryBack(); // what the value tells of stands in memory by then
        if (found.Register is null || (found.Register.Access & AccessWords.Stream) == 0)
            value = values.ForOwner(owner, access, value);
        verdict = monitor.Access(EventOf(access, value));
        if (!verdict.IsAllowed)
            return AccessOutcome.Denied;
        owner.Counts.Hooked += verdict.Kind == VerdictKind.Allowed ? 1 : 0;
        AccessValue.Write(bytes, value);
        if (found.Register is not null && (found.Register.Access & AccessWords.ReadResets) != 0)
            ForgetAfterReset(owner);
        return AccessOutcome.Made;
    }

    /// <summary>What has to be done before the owner may see a register.</summary>
    private bool PrepareRead(Seat owner, RegisterInfo register)
    {
        if (device.SortsFrames && register == device.Receive!.Next)
            return TrySort(owner);
        if (device.SortsFrames && register == device.Cause)
            causes.Look(owner);
        if (device.SortsFrames && register == device.Cause && causes.ReceiveCauses != 0)
            TrySort(owner);
        if (owner.Held.ShowsStatus && owner.Held.Answers(register, out _))
            causes.Look(owner);
        return true;
    }

    /// <summary>Sorts frames. The question is a closure, and stands in no method that every access goes through.</summary>
    private bool TrySort(Seat owner) => sorter!.TrySort(owner, () => prober.IsAtRest(owner));

    private AccessOutcome Write(Seat owner, GuestAccess access, ulong value, out Verdict verdict)
    {
        var monitor = owner.Monitor;
        var found = Find(owner, access);
        var mayStartDma = found.Register is { } written && startsDma[written.Word];
        var mayEndListening = found.Register is not null && mayDeafen[found.Register.Word] && device.Receive!.Listens.Test(monitor.State.Words, -1, 0);
        if (mayStartDma || mayEndListening || owner.Shadows is not null)
            monitor.State.Words.CopyTo(before);
        if (owner.Held.ShowsStatus && found.Register == device.Cause && found.Register is not null)
            causes.Look(owner);
        verdict = monitor.Access(EventOf(access, value));
        if (!verdict.IsAllowed)
            return AccessOutcome.Denied;
        if (mayEndListening && !device.Receive!.Listens.Test(monitor.State.Words, -1, 0) && !device.Link.IsClear())
        {
            monitor.State.CopyFrom(before);
            return AccessOutcome.Waits; // the frame may be another guest's
        }
        var passed = monitor.TakePassedChecks();
        if (mayStartDma && passed != 0 && !dmas.TryPrepare(owner, passed, EventOf(access, value), before, out verdict))
            return verdict.IsAllowed ? AccessOutcome.Waits : AccessOutcome.Denied;
        if (owner.Shadows is { } shadows && !TryPublish(shadows, monitor, found, ref verdict))
            return AccessOutcome.Denied;
        owner.Counts.Hooked += verdict.Kind == VerdictKind.Allowed ? 1 : 0;
        device.Nic.Write(access.Region, access.Offset, access.Size, found.Register is { } register && (register.Access & AccessWords.Stream) != 0 ? value : values.ForDevice(owner, access, value));
        AfterWrite(owner, found, value);
        return AccessOutcome.Made;
    }

    /// <summary>Gives the device the checked copies, before it sees the access that tells of them.</summary>
    private bool TryPublish(GuestShadows shadows, DeviceMonitor monitor, RegisterAt found, ref Verdict verdict)
    {
        if (found.Register is { } register)
            shadows.Written(register);
        if (shadows.TryPublish())
            return true;
        monitor.State.CopyFrom(before);
        verdict = new Verdict(VerdictKind.Denied, DenialKind.TooLarge);
        return false;
    }

    private void AfterWrite(Seat owner, RegisterAt found, ulong value)
    {
        owner.Shadows?.CarryBack(); // a write is what makes some devices work
        if (found.Register is not { } register)
            return;
        if (register == device.Cause)
        {
            owner.Held.Causes &= ~(value << found.Shift);
            causes.Acknowledge(value << found.Shift);
        }
        if (device.Receive is { } receive && sorter is not null)
        {
            if (register == receive.Next)
                sorter.StartAt(owner);
            else if (register == receive.Read)
                owner.CanTakeFrames = true;
        }
        widening?.Follow(owner);
        arrivals?.Follow(owner, register);
    }

    /// <summary>A reset ends causes; a status that it leaves alone is still the guest's own.</summary>
    private static void ForgetAfterReset(Seat owner)
    {
        owner.Held.Causes = 0;
        owner.IsWidened = false;
    }

    private RegisterAt Find(Seat owner, GuestAccess access) => device.Tables.Find(access.Region, access.Offset, access.IsWrite, owner.Monitor.State.Words);

    private static TraceEvent EventOf(GuestAccess access, ulong value) =>
        new(access.IsWrite ? TraceEventKind.Write : TraceEventKind.Read, access.Region, access.Size, access.Offset, value);
}
