using Passthrough.Guests.Scripted;
using Passthrough.Guests.Workloads;

namespace Passthrough.Nics.I8255x;

/// <summary>Makes scripted guests with a driver of the 82559: <c>I8255xGuest.Create("a", 1, new(), new() { Frames = 100 })</c>.</summary>
internal static class I8255xGuest
{
    /// <summary>A guest that has not run yet.</summary>
    /// <param name="name">What people call it.</param>
    /// <param name="number">The number of its stream, and the end of its station address.</param>
    /// <param name="options">In what its driver differs from others.</param>
    /// <param name="workload">What it does.</param>
    /// <exception cref="ArgumentException">The options or the workload make no sense; their <c>Problem</c> says why.</exception>
    public static ScriptedGuest Create(string name, ushort number, I8255xDriverOptions options, Workload workload) =>
        new(name, new WorkloadScript(number, new I8255xDriver(options, number), workload));
}
