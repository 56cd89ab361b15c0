namespace Dmm.Memory;

/// <summary>The memory of one guest, as guest-physical addresses: what it owns, what stands there, and where the device finds it.</summary>
/// <remarks>
/// It has windows: the guest's RAM, minus holes. A range is the guest's only if one window holds it as a whole; two windows side by
/// side do not add up, for they may lie far apart where the device looks. Nothing that a guest does makes a member throw.
/// </remarks>
public interface IGuestMemory
{
    /// <summary>Whether all bytes of a range lie in one window of the guest. A range that passes the top of the address space lies in none.</summary>
    bool Owns(ulong at, ulong length);

    /// <summary>Copies bytes out of it.</summary>
    /// <returns>False if the range is not the guest's, or its bytes are not known; then nothing is copied.</returns>
    bool TryRead(ulong at, Span<byte> into);

    /// <summary>Copies bytes into it.</summary>
    /// <returns>False if the range is not the guest's; then nothing is copied.</returns>
    bool TryWrite(ulong at, ReadOnlySpan<byte> from);

    /// <summary>The address by which the device reaches an address of the guest; the same where an IOMMU maps it.</summary>
    /// <param name="at">An address that the guest owns; any other gives itself.</param>
    ulong AtDevice(ulong at);
}
