namespace Passthrough.Verification.Isolation.Search;

/// <summary>Random numbers that are the same on every machine and in every version: SplitMix64.</summary>
internal sealed class SearchRandom(ulong seed)
{
    private ulong state = seed;

    /// <summary>The next 64 bits.</summary>
    public ulong Next64()
    {
        var z = state += 0x9e37_79b9_7f4a_7c15;
        z = (z ^ (z >> 30)) * 0xbf58_476d_1ce4_e5b9;
        z = (z ^ (z >> 27)) * 0x94d0_49bb_1331_11eb;
        return z ^ (z >> 31);
    }

    /// <summary>A number below a bound.</summary>
    public int Below(int bound) => (int)((Next64() >> 32) * (ulong)bound >> 32);
}
