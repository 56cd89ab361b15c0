namespace Dmm.Drafting;

/// <summary>Something that a driver did with a register again and again.</summary>
internal sealed class Habit
{
    /// <summary>How often.</summary>
    public long Count { get; private set; }

    /// <summary>How long at most.</summary>
    public long Longest { get; private set; }

    /// <summary>The bits that it was about.</summary>
    public ulong Bits { get; private set; }

    /// <summary>Counts it once more.</summary>
    public void Add(ulong bits, long length = 1)
    {
        Count++;
        Longest = Math.Max(Longest, length);
        Bits |= bits;
    }
}
