using Dmm.Modeling.Model;

namespace Dmm.Compilation;

/// <summary>The access words of a register and its fields as masks.</summary>
internal readonly record struct AccessMasks(ulong Replaced, ulong Cleared, ulong Set, ulong ClearedByRead)
{
    /// <summary>What a write, or a read, does to each bit of a register's shadow.</summary>
    public static AccessMasks Of(RegisterInfo register, bool isWrite)
    {
        if ((register.Access & AccessWords.Stream) != 0)
            return default; // its value is not kept
        var all = ulong.MaxValue >> (64 - 8 * register.Bytes);
        if (!isWrite)
            return new AccessMasks(all, 0, 0, Bits(register, AccessWords.ReadToClear));
        return new AccessMasks(
            Bits(register, AccessWords.Write), Bits(register, AccessWords.WriteOneToClear), Bits(register, AccessWords.WriteOneToSet), 0);
    }

    /// <summary>The bits that have an access word: those of the register, but for fields that say otherwise.</summary>
    private static ulong Bits(RegisterInfo register, AccessWords word)
    {
        var bits = (register.Access & word) != 0 ? ulong.MaxValue : 0;
        foreach (var each in register.Fields)
            bits = (each.Access & word) != 0 ? bits | each.Mask : bits & ~each.Mask;
        return bits & (ulong.MaxValue >> (64 - 8 * register.Bytes));
    }
}
