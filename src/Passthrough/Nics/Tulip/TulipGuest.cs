using Passthrough.Guests.Scripted;
using Passthrough.Guests.Workloads;

namespace Passthrough.Nics.Tulip;

/// <summary>Makes scripted guests with a driver of the 21143: <c>TulipGuest.Create("a", 1, new(), new() { Frames = 100 })</c>.</summary>
internal static class TulipGuest
{
    /// <summary>A guest that has not run yet.</summary>
    /// <param name="name">What people call it.</param>
    /// <param name="number">The number of its stream, and the end of its station address.</param>
    /// <param name="options">In what its driver differs from others.</param>
    /// <param name="workload">What it does.</param>
    /// <exception cref="ArgumentException">The options or the workload make no sense; their <c>Problem</c> says why.</exception>
    public static ScriptedGuest Create(string name, ushort number, TulipDriverOptions options, Workload workload) =>
        new(name, new WorkloadScript(number, new TulipDriver(options, number), workload));
}
