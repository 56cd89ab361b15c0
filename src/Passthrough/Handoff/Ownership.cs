namespace Passthrough.Handoff;

/// <summary>Who has the device, and how far a hand-off has come. Only the moves that the picture in docs/passthrough.md has are possible.</summary>
/// <typeparam name="TGuest">What an owner is.</typeparam>
public sealed class Ownership<TGuest>
    where TGuest : class
{
    /// <summary>Where the device is.</summary>
    public OwnershipState State { get; private set; }

    /// <summary>Who has it; null when nobody has.</summary>
    public TGuest? Owner { get; private set; }

    /// <summary>Since when it has been in this state, in nanoseconds of the device's time.</summary>
    public long SinceNs { get; private set; }

    /// <summary>Since when the owner has had it.</summary>
    public long OwnedSinceNs { get; private set; }

    /// <summary>The owner is to let go.</summary>
    public void Drain(long nowNs) => Move(OwnershipState.Owned, OwnershipState.Draining, nowNs);

    /// <summary>The owner may keep it after all.</summary>
    public void Keep(long nowNs) => Move(OwnershipState.Draining, OwnershipState.Owned, nowNs);

    /// <summary>The device is reusable, or treated as if it were.</summary>
    public void Save(long nowNs) => Move(OwnershipState.Draining, OwnershipState.Saving, nowNs);

    /// <summary>Everything of the former owner is out of it.</summary>
    public void Release(long nowNs)
    {
        Move(OwnershipState.Saving, OwnershipState.Free, nowNs);
        Owner = null;
    }

    /// <summary>The device was reset, whatever it was doing.</summary>
    public void Lose(long nowNs)
    {
        State = OwnershipState.Free;
        SinceNs = nowNs;
        Owner = null;
    }

    /// <summary>The next owner's context is being put in.</summary>
    public void Restore(TGuest next, long nowNs)
    {
        Move(OwnershipState.Free, OwnershipState.Restoring, nowNs);
        Owner = next;
    }

    /// <summary>It is the next owner's.</summary>
    public void Own(long nowNs)
    {
        Move(OwnershipState.Restoring, OwnershipState.Owned, nowNs);
        OwnedSinceNs = nowNs;
    }

    private void Move(OwnershipState from, OwnershipState to, long nowNs)
    {
        if (State != from)
            throw new InvalidOperationException($"a device that is {State} cannot become {to}");
        State = to;
        SinceNs = nowNs;
    }
}
