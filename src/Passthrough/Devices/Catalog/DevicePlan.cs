using Dmm.Modeling.Model;
using Passthrough.SystemCalls;

namespace Passthrough.Devices.Catalog;

/// <summary>A device as a scenario plans it: nothing is started yet.</summary>
public abstract record DevicePlan
{
    /// <summary>The word for its kind, as scenarios write it.</summary>
    public abstract string Kind { get; }

    /// <summary>Whether its time is real; if not, a run is the same each time.</summary>
    public abstract bool IsRealTime { get; }

    /// <summary>How long the device may take until all that an access brings about has come to this process; 0 if it is there when the access returns.</summary>
    internal virtual long ObeysWithinNs => 0;

    /// <summary>Makes the device for some guests; if its model speaks of their memory it gets some for each of them, which it reaches by DMA.</summary>
    /// <param name="model">The model of the device.</param>
    /// <param name="guests">How many guests.</param>
    /// <param name="problem">Why it could not be made, and what to do about it.</param>
    /// <returns>Null if it could not be made.</returns>
    public IPhysicalNic? TryMake(DeviceModel model, int guests, out string? problem)
    {
        ArgumentNullException.ThrowIfNull(model);
        return (model.Windows.Any(window => window.IsGuest) ? WithMemoryFor(guests) : this).TryMake(out problem);
    }

    /// <summary>The same device with another station address of its own; as it is where it cannot be given one.</summary>
    internal virtual DevicePlan WithStation(IReadOnlyList<byte> address) => this;

    /// <summary>The same device, made by another program; a device that no other program makes stays as it is.</summary>
    /// <param name="program">The program's name on PATH, or a path to it.</param>
    public virtual DevicePlan By(string program) => this;

    /// <summary>Makes the device.</summary>
    /// <param name="problem">Why it could not be made, and what to do about it.</param>
    /// <returns>Null if it could not be made.</returns>
    public abstract IPhysicalNic? TryMake(out string? problem);

    /// <summary>Makes the device for guests in other processes, in real time.</summary>
    /// <param name="memories">The memory of each guest, which the device reaches while the guest owns it.</param>
    /// <param name="neighbors">Who may have something to say while the device has nothing to do.</param>
    /// <param name="problem">Why it could not be made, and what to do about it.</param>
    /// <returns>Null if it could not be made.</returns>
    internal virtual IPhysicalNic? TryServe(IReadOnlyList<IReachableMemory> memories, IReadOnlyList<IPolled> neighbors, out string? problem)
    {
        problem = $"a device of the kind {Kind} cannot be served";
        return null;
    }

    /// <summary>The same device with memory for some guests; as it is if it is of a kind that does no DMA.</summary>
    protected virtual DevicePlan WithMemoryFor(int guests) => this;
}
