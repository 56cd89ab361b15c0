using Passthrough.Guests;
using Passthrough.Guests.Scripted;
using Passthrough.Guests.Workloads;
using Passthrough.Nics;

namespace Passthrough.Scenarios;

/// <summary>A guest that drives its NIC by a driver of this program and sends requests to the peer.</summary>
/// <param name="Identity">Who it is.</param>
/// <param name="IsMachine">Whether it is a virtual machine of KVM, and not a coroutine.</param>
/// <param name="Driver">Its driver.</param>
/// <param name="Workload">What it does.</param>
internal sealed record WorkloadGuestPlan(GuestIdentity Identity, bool IsMachine, DriverPlan Driver, Workload Workload)
    : GuestPlan(Identity, IsMachine ? GuestCatalog.Machine : GuestCatalog.Scripted)
{
    private const ulong SeedStep = 0x9e3779b97f4a7c15; // so that neighbouring seeds and numbers share no lengths

    /// <summary>Makes the guest.</summary>
    /// <param name="seed">The scenario's seed.</param>
    /// <param name="problem">Why there is none, and what to do about it.</param>
    internal IGuest? TryMake(ulong seed, out string? problem)
    {
        problem = null;
        var workload = Workload with { Seed = (seed + Number) * SeedStep };
        return IsMachine
            ? Driver.TryMakeMachine(Name, Number, workload, out problem)
            : new ScriptedGuest(Name, new WorkloadScript(Number, Driver.Make(Number), workload));
    }
}
