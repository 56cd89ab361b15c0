namespace Passthrough.Devices;

/// <summary>Bytes of an access.</summary>
internal static class AccessSize
{
    /// <summary>What is read where nothing answers.</summary>
    public static ulong AllOnes(int size)
    {
        Check(size);
        return ulong.MaxValue >> (64 - 8 * size);
    }

    public static void Check(int size)
    {
        if (size is not (1 or 2 or 4 or 8))
            throw new ArgumentOutOfRangeException(nameof(size), size, "an access has 1, 2, 4 or 8 bytes");
    }
}
