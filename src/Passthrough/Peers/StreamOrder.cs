namespace Passthrough.Peers;

/// <summary>Whether the requests of one stream come once each and in order.</summary>
/// <remarks>It remembers the last 64 sequence numbers one by one; what is older and comes late is called a duplicate.</remarks>
internal sealed class StreamOrder
{
    private const int Remembered = 64;

    private long next;
    private ulong seen; // bit i: sequence number next - 1 - i has come
    private long received, missing, outOfOrder, duplicates, damaged;

    /// <summary>The figures so far.</summary>
    public StreamTally Tally => new(received, missing, outOfOrder, duplicates, damaged);

    /// <summary>A damaged frame says that it belongs to this stream.</summary>
    public void Damage() => damaged++;

    /// <summary>A request came whole.</summary>
    public void Take(uint sequence)
    {
        if (sequence >= next)
            GoOnTo(sequence);
        else
            TakeLate((int)Math.Min(next - 1 - sequence, Remembered));
    }

    private void GoOnTo(uint sequence)
    {
        var steps = sequence - next + 1;
        seen = (steps < Remembered ? seen << (int)steps : 0) | 1;
        missing += steps - 1;
        next += steps;
        received++;
    }

    private void TakeLate(int behind)
    {
        if (behind >= Remembered || (seen & 1ul << behind) != 0)
        {
            duplicates++;
            return;
        }
        seen |= 1ul << behind;
        missing--;
        outOfOrder++;
        received++;
    }
}
