using Stateless.Reflection;
using Machine = Stateless.StateMachine<Passthrough.Handoff.OwnershipState, Passthrough.Handoff.OwnershipTrigger>;

namespace Passthrough.Handoff;

/// <summary>The owner of the device, and how far a hand-off has come. The machine below has every move there is; docs/passthrough.md shows its picture.</summary>
/// <typeparam name="TGuest">What an owner is.</typeparam>
/// <remarks>No move has a condition of its own: whether the device is reusable is a question to the model, asked before <see cref="Save"/>.</remarks>
internal sealed class Ownership<TGuest>
    where TGuest : class
{
    private readonly Machine machine;

    /// <summary>Makes a device that nobody has.</summary>
    public Ownership()
    {
        machine = new(() => State, state => State = state);
        machine.Configure(OwnershipState.Free)
            .OnEntryFrom(OwnershipTrigger.Release, Disown, "the device has no owner")
            .OnEntryFrom(OwnershipTrigger.Lose, Disown, "the device has no owner")
            .Permit(OwnershipTrigger.Restore, OwnershipState.Restoring)
            .PermitReentry(OwnershipTrigger.Lose);
        machine.Configure(OwnershipState.Restoring)
            .OnEntryFrom(new Machine.TriggerWithParameters<long, TGuest>(OwnershipTrigger.Restore), (_, next) => Owner = next, "the chosen guest is the owner")
            .Permit(OwnershipTrigger.Own, OwnershipState.Owned)
            .Permit(OwnershipTrigger.Lose, OwnershipState.Free);
        machine.Configure(OwnershipState.Owned)
            .OnEntryFrom(OwnershipTrigger.Own, () => OwnedSinceNs = SinceNs, "its turn begins")
            .Permit(OwnershipTrigger.Drain, OwnershipState.Draining)
            .Permit(OwnershipTrigger.Lose, OwnershipState.Free);
        machine.Configure(OwnershipState.Draining)
            .Permit(OwnershipTrigger.Keep, OwnershipState.Owned)
            .Permit(OwnershipTrigger.Save, OwnershipState.Saving)
            .Permit(OwnershipTrigger.Lose, OwnershipState.Free);
        machine.Configure(OwnershipState.Saving)
            .Permit(OwnershipTrigger.Release, OwnershipState.Free)
            .Permit(OwnershipTrigger.Lose, OwnershipState.Free);
        machine.OnTransitioned(move => SinceNs = (long)move.Parameters[0]);
        machine.OnUnhandledTrigger((state, trigger) =>
            throw new InvalidOperationException($"{trigger} is no move for a device that is {state}"));
    }

    /// <summary>Where the device is.</summary>
    public OwnershipState State { get; private set; }

    /// <summary>The guest that has the device; null when none has.</summary>
    public TGuest? Owner { get; private set; }

    /// <summary>Since when the device has been in this state, in nanoseconds of the device's time.</summary>
    public long SinceNs { get; private set; }

    /// <summary>Since when the owner has had the device, in nanoseconds of the device's time.</summary>
    public long OwnedSinceNs { get; private set; }

    /// <summary>The states and moves, for a picture.</summary>
    internal StateMachineInfo Moves => machine.GetInfo();

    /// <summary>The owner is to let go.</summary>
    public void Drain(long nowNs) => Fire(OwnershipTrigger.Drain, nowNs);

    /// <summary>The owner may keep the device after all.</summary>
    public void Keep(long nowNs) => Fire(OwnershipTrigger.Keep, nowNs);

    /// <summary>The device is reusable, or treated as if it were.</summary>
    public void Save(long nowNs) => Fire(OwnershipTrigger.Save, nowNs);

    /// <summary>Everything of the former owner is out of the device.</summary>
    public void Release(long nowNs) => Fire(OwnershipTrigger.Release, nowNs);

    /// <summary>The device was reset, whatever it was doing.</summary>
    public void Lose(long nowNs) => Fire(OwnershipTrigger.Lose, nowNs);

    /// <summary>The next owner's context is being put in.</summary>
    public void Restore(TGuest next, long nowNs) => machine.Fire(new Machine.TriggerWithParameters<long, TGuest>(OwnershipTrigger.Restore), nowNs, next);

    /// <summary>The device is the next owner's.</summary>
    public void Own(long nowNs) => Fire(OwnershipTrigger.Own, nowNs);

    private void Disown() => Owner = null;

    private void Fire(OwnershipTrigger trigger, long nowNs) => machine.Fire(new Machine.TriggerWithParameters<long>(trigger), nowNs);
}
