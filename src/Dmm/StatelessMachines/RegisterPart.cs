using Dmm.Modeling.Model;

namespace Dmm.StatelessMachines;

/// <summary>A byte of a device's region, as a place of a register.</summary>
/// <param name="Register">The register.</param>
/// <param name="Part">The part of the register that has the byte.</param>
/// <param name="ByteOfPart">The number of the byte in the part.</param>
/// <param name="Page">The bank that is selected.</param>
internal readonly record struct RegisterPart(RegisterInfo Register, PlaceInfo Part, int ByteOfPart, int Page)
{
    /// <summary>The byte of the register.</summary>
    public int Byte => Part.ByteIndex + ByteOfPart;

    /// <summary>Whether it is a stream, whose accesses are never split.</summary>
    public bool IsStream => (Register.Access & AccessWords.Stream) != 0;

    /// <summary>Whether an access of a size is one to this register alone.</summary>
    public bool Takes(int size) =>
        Register.StreamSizes.Count > 0 ? Register.StreamSizes.Contains(size)
        : (ByteOfPart == 0 && size == Part.Size) || (Register.PartSizes.Contains(size) && ByteOfPart % size == 0 && ByteOfPart + size <= Part.Size);

    /// <summary>What the register holds after an access, bit by bit.</summary>
    /// <param name="before">What it held before.</param>
    /// <param name="value">What is written, or was read.</param>
    /// <param name="size">Bytes of the access.</param>
    /// <param name="isWrite">The direction.</param>
    public ulong After(ulong before, ulong value, int size, bool isWrite)
    {
        if (IsStream)
            return before; // keeps no value
        var after = before;
        for (var i = 0; i < 8 * size; i++)
        {
            var bit = 8 * Byte + i;
            var access = AccessOf(bit);
            var isOne = (value >> i & 1) != 0;
            if (!isWrite || (access & AccessWords.Write) != 0)
                after = isOne ? after | 1UL << bit : after & ~(1UL << bit);
            if (isWrite && isOne && (access & AccessWords.WriteOneToClear) != 0)
                after &= ~(1UL << bit);
            if (isWrite && isOne && (access & AccessWords.WriteOneToSet) != 0)
                after |= 1UL << bit;
        }
        return after;
    }

    /// <summary>What the register holds once a read is over: bits that a read clears are 0.</summary>
    public ulong AfterRead(ulong value, int size)
    {
        for (var bit = 8 * Byte; bit < 8 * (Byte + size); bit++)
            if ((AccessOf(bit) & AccessWords.ReadToClear) != 0)
                value &= ~(1UL << bit);
        return value;
    }

    // The words of a field stand in place of its register's.
    private AccessWords AccessOf(int bit)
    {
        var access = Register.Access;
        foreach (var field in Register.Fields)
            if ((field.Mask >> bit & 1) != 0)
                access = field.Access;
        return access;
    }
}
