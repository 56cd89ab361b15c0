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
/// <param name="FileNumber">What the ranges of one file have in common; asked once, for a guest may have many ranges and change them again and again.</param>
internal readonly record struct ReachableRange(ulong Start, ulong Size, SafeFileHandle File, ulong Offset, string? FileNumber = null)
{
    /// <summary>From here to the end of the lower 4 GiB no guest has memory that a device reaches: a PC has its devices there. The device's registers and the monitor's memory stand there.</summary>
    public const ulong FirstNever = 0xe000_0000, LastNever = 0xffff_ffff;

    /// <summary>The same ranges, largest first, with those put together that stand side by side for guest and file.</summary>
    public static IReadOnlyList<ReachableRange> Joined(IEnumerable<ReachableRange> ranges)
    {
        var joined = new List<ReachableRange>();
        foreach (var range in ranges.OrderBy(range => range.Start))
            if (joined.Count > 0 && joined[^1] is var last && last.Start + last.Size == range.Start && last.Offset + last.Size == range.Offset && last.FileNumber is not null && last.FileNumber == range.FileNumber)
                joined[^1] = last with { Size = last.Size + range.Size };
            else
                joined.Add(range);
        return [.. joined.OrderByDescending(range => range.Size)];
    }
}
