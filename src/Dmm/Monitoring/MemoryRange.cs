namespace Dmm.Monitoring;

/// <summary>Bytes of on-card memory, as the device counts addresses.</summary>
/// <param name="Start">The first address.</param>
/// <param name="Length">Bytes.</param>
public readonly record struct MemoryRange(ulong Start, ulong Length)
{
    /// <summary>The address after the last.</summary>
    public ulong End => Start + Length;
}
