using Passthrough.Guests.Scripted;
using Passthrough.Guests.Workloads;

namespace Passthrough.Nics.Rtl8139;

/// <summary>Makes scripted guests with a driver of the RTL8139.</summary>
internal static class Rtl8139Guest
{
    /// <summary>A guest that has not run yet.</summary>
    /// <param name="name">What people call it.</param>
    /// <param name="number">The number of its stream, and the end of its station address.</param>
    /// <param name="options">In what its driver differs from others.</param>
    /// <param name="workload">What it does.</param>
    /// <exception cref="ArgumentException">The options or the workload make no sense; their <c>Problem</c> says why.</exception>
    public static ScriptedGuest Create(string name, ushort number, Rtl8139DriverOptions options, Workload workload) =>
        new(name, new WorkloadScript(number, new Rtl8139Driver(options, number), workload));
}
