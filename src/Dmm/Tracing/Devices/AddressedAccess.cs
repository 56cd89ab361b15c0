namespace Dmm.Tracing.Devices;

/// <summary>An access as a recorder of a whole guest tells it: by address, not yet by device.</summary>
/// <remarks>Several accesses of one string instruction can be told as one, with the value of the first.</remarks>
internal ref struct AddressedAccess
{
    public bool IsPort;
    public bool IsWrite;
    public bool HasValue;
    public uint Size;
    public uint Count;
    public ulong Address;
    public ulong Value;

    /// <summary>Whether an event can have this size.</summary>
    public readonly bool FitsEvent => Size is 1 or 2 or 4 or 8;

    /// <summary>The value of as many bits as the access has.</summary>
    public readonly ulong Masked => Value & AllOnes;

    /// <summary>The largest value of as many bits as the access has.</summary>
    public readonly ulong AllOnes => Size is 0 or > 8 ? ulong.MaxValue : ulong.MaxValue >> (int)(64 - 8 * Size);
}
