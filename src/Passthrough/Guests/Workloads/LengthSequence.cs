namespace Passthrough.Guests.Workloads;

/// <summary>Lengths of frames, drawn from a seed: the same on every machine and with every version of the runtime.</summary>
/// <remarks>The generator is SplitMix64 (Steele, Lea, Flood: Fast Splittable Pseudorandom Number Generators, 2014).</remarks>
internal sealed class LengthSequence(ulong seed, int least, int most)
{
    private ulong state = seed;

    public int Next()
    {
        state += 0x9e3779b97f4a7c15;
        var mixed = (state ^ state >> 30) * 0xbf58476d1ce4e5b9;
        mixed = (mixed ^ mixed >> 27) * 0x94d049bb133111eb;
        mixed ^= mixed >> 31;
        return least + (int)(mixed % (uint)(most - least + 1));
    }
}
