namespace Dmm.Modeling.Model;

/// <summary>Bytes of a register as a number with a bit for each.</summary>
internal static class RegisterBytes
{
    /// <summary>Those that an access reaches.</summary>
    /// <param name="shift">How far the value of the access stands from the lowest bit of the register.</param>
    /// <param name="size">Bytes of the access.</param>
    public static int Of(int shift, int size) => ((1 << size) - 1) << (shift / 8);

    /// <summary>Those in which one of some bits lies.</summary>
    public static int With(ulong bits)
    {
        var bytes = 0;
        for (var i = 0; i < sizeof(ulong); i++)
            bytes |= (bits >> (8 * i) & 0xff) != 0 ? 1 << i : 0;
        return bytes;
    }

    /// <summary>All bits of some bytes.</summary>
    public static ulong BitsOf(int bytes)
    {
        var bits = 0UL;
        for (var i = 0; i < sizeof(ulong); i++)
            bits |= (bytes >> i & 1) != 0 ? 0xffUL << (8 * i) : 0;
        return bits;
    }
}
