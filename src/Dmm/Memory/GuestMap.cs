namespace Dmm.Memory;

/// <summary>Where a guest has its memory.</summary>
/// <param name="windows">Its pieces.</param>
public sealed class GuestMap(params IReadOnlyList<MemoryWindow> windows)
{
    private const ulong Hole = 0xc000_0000, Above = 0x1_0000_0000, Top = 1UL << 52;

    /// <summary>
    /// The memory of a PC of unknown size: below 3 GiB, where the registers of devices begin, and from 4 GiB on as far as x86 has addresses (2^52).
    /// </summary>
    public static GuestMap OfPc { get; } = new([new(0, Hole, 0), new(Above, Top - Above, Above)]);

    /// <summary>Its pieces.</summary>
    public IReadOnlyList<MemoryWindow> Windows { get; } = [.. windows];

    /// <summary>Whether one piece holds a range as a whole.</summary>
    public bool Owns(ulong at, ulong length)
    {
        foreach (var window in Windows)
            if (window.Contains(at, length))
                return true;
        return false;
    }

    /// <summary>The pieces in words.</summary>
    public override string ToString() => string.Join(", ", Windows.Select(window => $"0x{window.Start:x}..0x{window.Start + (window.Size - 1):x}"));
}
