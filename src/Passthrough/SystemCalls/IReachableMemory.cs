using Microsoft.Win32.SafeHandles;

namespace Passthrough.SystemCalls;

/// <summary>Memory of a guest in another process, as a device can be given it: files, and where they stand.</summary>
internal interface IReachableMemory
{
    /// <summary>Raised when <see cref="Reachable"/> has changed; what is no longer there must not be reached once the handler returns.</summary>
    event Action? Changed;

    /// <summary>What the device may reach now.</summary>
    IEnumerable<ReachableRange> Reachable { get; }
}

/// <summary>A range of it.</summary>
/// <param name="Start">The address of its first byte, for guest and device.</param>
/// <param name="Size">Bytes.</param>
/// <param name="File">Where the bytes are.</param>
/// <param name="Offset">Where in the file.</param>
internal readonly record struct ReachableRange(ulong Start, ulong Size, SafeFileHandle File, ulong Offset);
