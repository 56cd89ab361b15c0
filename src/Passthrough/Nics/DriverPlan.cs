using Passthrough.Guests;
using Passthrough.Guests.Workloads;

namespace Passthrough.Nics;

/// <summary>A driver as a scenario plans it: for a scripted guest, or as the program of a virtual machine.</summary>
public abstract record DriverPlan
{
    /// <summary>The word for its kind, as scenarios write it.</summary>
    public abstract string Kind { get; }

    /// <summary>What is wrong with its options taken together, and what to do about it; null if nothing is.</summary>
    public abstract string? Problem { get; }

    /// <summary>Makes the driver of the guest with a number.</summary>
    public abstract IScriptedDriver Make(ushort number);

    /// <summary>Makes a virtual machine that runs such a driver.</summary>
    /// <param name="name">What people call the guest.</param>
    /// <param name="number">Its number.</param>
    /// <param name="workload">What it does; one request at a time, with one reply.</param>
    /// <param name="problem">Why there is none, and what to do about it.</param>
    /// <returns>Null if this machine has no KVM, or not for this user.</returns>
    public abstract IGuest? TryMakeMachine(string name, ushort number, Workload workload, out string? problem);
}
