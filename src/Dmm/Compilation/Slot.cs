namespace Dmm.Compilation;

/// <summary>What an access at one offset, in one bank and direction, means. Decided once, so that an access runs straight through.</summary>
/// <remarks>
/// The access words of a register are masks here, so that every kind of write is the same four operations; see
/// <see cref="Apply"/>. A slot that is neither hooked nor probed has no flags, and an access to it ends at once.
/// </remarks>
internal readonly struct Slot
{
    /// <summary>What has to be done; <see cref="SlotFlags.None"/> for an access that passes unseen.</summary>
    public required SlotFlags Flags { get; init; }

    /// <summary>The register's word in the state block; -1 where none is listed.</summary>
    public required short Word { get; init; }

    /// <summary>How far a value at this offset stands from the lowest bit of the register.</summary>
    public required byte Shift { get; init; }

    /// <summary>The sizes, which are powers of two, that this slot takes whole.</summary>
    public required byte Sizes { get; init; }

    /// <summary>Of a slot that shows another register: the number of the passage to it.</summary>
    public byte IndexDataPair { get; init; }

    /// <summary>The states in which the hook is armed.</summary>
    public required ulong Armed { get; init; }

    /// <summary>Bits that a write replaces, or a read makes known.</summary>
    public required ulong Replaced { get; init; }

    /// <summary>Bits that a write of 1 clears.</summary>
    public required ulong Cleared { get; init; }

    /// <summary>Bits that a write of 1 sets.</summary>
    public required ulong Set { get; init; }

    /// <summary>Bits that a read clears once it has happened.</summary>
    public required ulong ClearedByRead { get; init; }

    /// <summary>What is judged when the access is hooked.</summary>
    public required RuleRange Rules { get; init; }

    /// <summary>What is judged when it is not hooked but its value becomes known all the same.</summary>
    public required RuleRange Observations { get; init; }

    /// <summary>The register after the access.</summary>
    /// <param name="before">The register before it.</param>
    /// <param name="value">What was written or read.</param>
    /// <param name="size">Bytes of the access.</param>
    public ulong Apply(ulong before, ulong value, int size)
    {
        var bits = Covered(size);
        var shifted = (value << Shift) & bits;
        var after = (before & ~(Replaced & bits)) | (shifted & Replaced);
        return (after & ~(shifted & Cleared)) | (shifted & Set);
    }

    /// <summary>The bits of the register that an access of a size reaches.</summary>
    public ulong Covered(int size) => (ulong.MaxValue >> (64 - 8 * size)) << Shift;
}
