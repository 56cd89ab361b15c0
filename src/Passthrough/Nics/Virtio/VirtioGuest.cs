using Passthrough.Guests.Scripted;
using Passthrough.Guests.Workloads;

namespace Passthrough.Nics.Virtio;

/// <summary>Makes scripted guests with a driver of the virtio network device: <c>VirtioGuest.Create("a", 1, new(), new() { Frames = 100 })</c>.</summary>
internal static class VirtioGuest
{
    /// <summary>A guest that has not run yet.</summary>
    /// <param name="name">What people call it.</param>
    /// <param name="number">The number of its stream.</param>
    /// <param name="options">In what its driver differs from others.</param>
    /// <param name="workload">What it does.</param>
    /// <exception cref="ArgumentException">The options or the workload make no sense; their <c>Problem</c> says why.</exception>
    public static ScriptedGuest Create(string name, ushort number, VirtioDriverOptions options, Workload workload) =>
        new(name, new WorkloadScript(number, new VirtioDriver(options), workload));
}
