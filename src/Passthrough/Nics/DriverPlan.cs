using Dmm.Modeling.Yaml;
using Passthrough.Devices.Catalog;
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
    public virtual IGuest? TryMakeMachine(string name, ushort number, Workload workload, out string? problem)
    {
        problem = $"there is no program for virtual machines that drives such a NIC ({Kind}): write 'kind: scripted'";
        return null;
    }

    /// <summary>Reads what every driver takes.</summary>
    private protected static T Usual<T>(T usual, YamlMapping? keys)
        where T : ScriptedDriverOptions => (T)((ScriptedDriverOptions)usual with
        {
            IsPolled = keys.Flag("polled", usual.IsPolled),
            PollNs = keys.Number("poll_us", (int)(usual.PollNs / 1000)) * 1000L,
            TransmitTimeoutNs = keys.Number("transmit_timeout_ms", (int)(usual.TransmitTimeoutNs / 1_000_000)) * 1_000_000L,
            MostRecoveries = keys.Number("most_recoveries", usual.MostRecoveries),
        });
}
